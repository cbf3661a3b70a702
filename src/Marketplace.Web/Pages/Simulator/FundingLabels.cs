using Marketplace.Money.Funding;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>The words of a simulation on screen, in the order of the form.</summary>
public static class FundingLabels
{
    public static readonly IReadOnlyDictionary<string, string> Offers = new Dictionary<string, string>
    {
        ["rncp"] = "Diplôme, titre ou certificat (RNCP)",
        ["rncp-block"] = "Bloc de compétences (RNCP)",
        ["rs"] = "Certification ou habilitation (répertoire spécifique)",
        ["clea"] = "CléA, socle de connaissances et de compétences",
        ["vae"] = "Validation des acquis de l’expérience (VAE)",
        ["skills-review"] = "Bilan de compétences",
        [FundingWords.LightVehicleLicence] = "Permis de conduire, véhicule léger (voiture, moto)",
        ["heavy-vehicle-licence"] = "Permis de conduire, véhicule lourd (camion, autocar)",
    };

    public static readonly IReadOnlyDictionary<string, string> Statuses = new Dictionary<string, string>
    {
        ["employee"] = "Salarié",
        [FundingWords.Jobseeker] = "Demandeur d’emploi",
        ["self-employed"] = "Travailleur indépendant",
        ["public-agent"] = "Agent public",
        ["esat-worker"] = "Travailleur en ESAT",
    };

    public static readonly IReadOnlyDictionary<string, string> Sources = new Dictionary<string, string>
    {
        ["employer-penalty"] = "Employeur : abondement correctif (entretiens non tenus)",
        ["performance-agreement-dismissal"] = "Ancien employeur : refus d’un accord de performance collective",
        ["agreement"] = "Employeur : dotation d’un accord collectif",
        ["employer-voluntary"] = "Employeur : dotation volontaire",
        ["whistleblower"] = "Employeur : lanceur d’alerte",
        ["self-employed-platform"] = "Plateforme (travailleur indépendant)",
        ["employer"] = "Employeur",
        ["opco"] = "Opérateur de compétences (OPCO)",
        ["state"] = "État",
        ["region"] = "Région",
        ["france-travail"] = "France Travail",
        ["agefiph"] = "Agefiph",
        ["c2p"] = "Compte professionnel de prévention",
        ["work-accident"] = "Accident du travail ou maladie professionnelle",
        ["local-authority"] = "Autre collectivité",
        ["unedic"] = "Assurance chômage (Unédic)",
        ["faf"] = "Fonds d’assurance-formation",
        ["chamber"] = "Chambre de métiers",
    };

    /// <summary>Who pays a line of a plan.</summary>
    public static string Line(FundingLine line) => line.Source switch
    {
        "fixed-participation" => "Participation forfaitaire, à votre charge",
        "annual-rights" => "Vos droits acquis",
        "volunteering" => "Vos droits d’engagement citoyen",
        "dotation" => "Dotation : " + FundingWords.Names[line.Kind!],
        "top-up" => "Abondement : " + FundingWords.Names[line.Kind!],
        _ => "Reste à votre charge",
    };
}
