using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>French names of the values that filters and results use.</summary>
public static class Labels
{
    /// <summary>Shown where the file is silent.</summary>
    public const string Unknown = "Non précisé";

    public static readonly IReadOnlyDictionary<string, string> Modality = new Dictionary<string, string>
    {
        [Modalities.InPerson] = "En centre",
        [Modalities.Blended] = "Mixte (centre et distance)",
        [Modalities.Remote] = "À distance",
    };

    public static readonly IReadOnlyDictionary<string, string> CertificationType = new Dictionary<string, string>
    {
        [CertificationTypes.Rncp] = "Diplôme, titre ou certificat (RNCP)",
        [CertificationTypes.RncpBlock] = "Bloc de compétences (RNCP)",
        [CertificationTypes.Rs] = "Certification ou habilitation (RS)",
        [CertificationTypes.Vae] = "Validation des acquis (VAE)",
        [CertificationTypes.SkillsReview] = "Bilan de compétences",
        [CertificationTypes.DrivingLicence] = "Permis de conduire",
    };

    public static readonly IReadOnlyDictionary<string, string> Accessibility = new Dictionary<string, string>
    {
        [AccessibilityValues.Premises] = "Locaux accessibles",
        [AccessibilityValues.AdaptedPace] = "Rythme adapté",
        [AccessibilityValues.AdaptedMaterials] = "Supports adaptés",
        [AccessibilityValues.SignLanguage] = "Langue des signes",
        [AccessibilityValues.RemoteAdapted] = "Adaptations à distance",
        [AccessibilityValues.DisabilityReferent] = "Référent handicap",
    };

    public static readonly IReadOnlyDictionary<string, string> Pace = new Dictionary<string, string>
    {
        [Paces.Daily] = "Journalier",
        [Paces.Weekly] = "Hebdomadaire",
        [Paces.Weekdays] = "En semaine",
        [Paces.Weekend] = "Le week-end",
        [Paces.FullTime] = "Temps plein",
        [Paces.PartTime] = "Temps partiel",
        [Paces.Several] = "Plusieurs rythmes",
    };

    public static readonly IReadOnlyDictionary<string, string> Remote = new Dictionary<string, string>
    {
        ["include"] = "Incluses",
        ["only"] = "Elles seules",
        ["exclude"] = "Exclues",
    };

    public static readonly IReadOnlyDictionary<string, string> Sort = new Dictionary<string, string>
    {
        ["relevance"] = "Pertinence",
        ["distance"] = "Distance",
        ["price"] = "Prix croissant",
        ["startDate"] = "Date de début",
        ["rating"] = "Avis des stagiaires",
    };

    /// <summary>Names of the facets, as legends of their filters.</summary>
    public static readonly IReadOnlyDictionary<string, string> Facet = new Dictionary<string, string>
    {
        [Facets.Modality] = "Modalité",
        [Facets.CertificationType] = "Type de certification",
        [Facets.Level] = "Niveau de sortie",
        [Facets.Domain] = "Domaine",
        [Facets.Department] = "Département",
        [Facets.Pace] = "Rythme",
        [Facets.Accessibility] = "Accessibilité",
    };

    /// <summary>A European level with the diplomas it stands for.</summary>
    public static string Level(int level) => level switch
    {
        1 or 2 => $"Niveau {level}",
        3 => "Niveau 3 (CAP, BEP)",
        4 => "Niveau 4 (bac)",
        5 => "Niveau 5 (bac + 2)",
        6 => "Niveau 6 (bac + 3 ou 4)",
        7 => "Niveau 7 (bac + 5)",
        8 => "Niveau 8 (doctorat)",
        _ => $"Niveau {level}",
    };
}
