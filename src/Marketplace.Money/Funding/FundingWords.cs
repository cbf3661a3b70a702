using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Funding;

/// <summary>The words of a simulation, as in the API.</summary>
public static class FundingWords
{
    public const string LightVehicleLicence = "light-vehicle-licence";
    public const string Jobseeker = "jobseeker";

    /// <summary>Kinds of offers with the rule of their cap.</summary>
    public static readonly IReadOnlyDictionary<string, RuleKey<long?>> Caps = new Dictionary<string, RuleKey<long?>>
    {
        ["rncp"] = CapRules.Rncp,
        ["rs"] = CapRules.Rs,
        ["clea"] = CapRules.Clea,
        ["rncp-block"] = CapRules.RncpBlock,
        ["vae"] = CapRules.Vae,
        ["skills-review"] = CapRules.SkillsReview,
        [LightVehicleLicence] = CapRules.LightVehicleLicence,
        ["heavy-vehicle-licence"] = CapRules.HeavyVehicleLicence,
    };

    public static readonly IReadOnlyList<string> Statuses = ["employee", Jobseeker, "self-employed", "public-agent", "esat-worker"];

    /// <summary>What exempts from the fixed participation when it is really used, with its rule.</summary>
    internal static readonly IReadOnlyDictionary<string, RuleKey<bool>> Exempting = new Dictionary<string, RuleKey<bool>>
    {
        ["employer"] = ParticipationRules.ExemptTopUpEmployer,
        ["c2p"] = ParticipationRules.ExemptTopUpC2p,
        ["work-accident"] = ParticipationRules.ExemptTopUpWorkAccident,
        ["employer-voluntary"] = ParticipationRules.ExemptDotationEmployerVoluntary,
        ["agreement"] = ParticipationRules.ExemptDotationAgreement,
        ["employer-penalty"] = ParticipationRules.ExemptDotationEmployerPenalty,
        ["performance-agreement-dismissal"] = ParticipationRules.ExemptDotationPerformanceAgreementDismissal,
        ["whistleblower"] = ParticipationRules.ExemptDotationWhistleblower,
        ["self-employed-platform"] = ParticipationRules.ExemptDotationSelfEmployedPlatform,
    };

    /// <summary>What a kind of money is called on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["employer-penalty"] = "l’abondement correctif",
        ["performance-agreement-dismissal"] = "la dotation après refus d’un accord de performance collective",
        ["agreement"] = "la dotation de l’accord collectif",
        ["employer-voluntary"] = "la dotation volontaire de l’employeur",
        ["whistleblower"] = "la dotation de lanceur d’alerte",
        ["self-employed-platform"] = "la dotation de la plateforme",
        ["employer"] = "l’abondement de l’employeur",
        ["opco"] = "l’abondement de l’opérateur de compétences",
        ["state"] = "l’abondement de l’État",
        ["region"] = "l’abondement de la région",
        ["france-travail"] = "l’abondement de France Travail",
        ["agefiph"] = "l’abondement de l’Agefiph",
        ["c2p"] = "les points du compte professionnel de prévention",
        ["work-accident"] = "l’abondement accident du travail ou maladie professionnelle",
        ["local-authority"] = "l’abondement de la collectivité",
        ["unedic"] = "l’abondement de l’assurance chômage",
        ["faf"] = "l’abondement du fonds d’assurance-formation",
        ["chamber"] = "l’abondement de la chambre de métiers",
    };
}
