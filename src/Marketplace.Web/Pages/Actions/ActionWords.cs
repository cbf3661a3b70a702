using Marketplace.Catalogue.Offers;
using Marketplace.Search;

namespace Marketplace.Web.Pages.Actions;

/// <summary>The codes of an EDOF file in words (EDOF dictionary, formats of 06/2026; LHEO 2.3).</summary>
public static class ActionWords
{
    public static string ModalityValue(Modality modality) => modality switch
    {
        Modality.InPerson => Modalities.InPerson,
        Modality.Blended => Modalities.Blended,
        _ => Modalities.Remote,
    };

    /// <summary><c>objectif-general-formation</c>.</summary>
    public static string? GeneralObjective(int code) => code switch
    {
        2 => "Perfectionnement, élargissement des compétences",
        4 => "Création d’entreprise",
        5 => "Remise à niveau, maîtrise des savoirs de base, initiation",
        6 => "Certification",
        7 => "Professionnalisation",
        8 => "Préparation à la qualification",
        9 => "(Re)mobilisation, aide à l’élaboration de projet professionnel",
        _ => null,
    };

    /// <summary><c>parcours-de-formation</c>.</summary>
    public static string? Path(int code) => code switch
    {
        1 => "En groupe (non personnalisable)",
        2 => "Individualisé",
        3 => "Modularisé",
        4 => "Mixte",
        _ => null,
    };

    /// <summary><c>code-rythme-formation</c>.</summary>
    public static string? Pace(int code) => code switch
    {
        1 => "Journalier",
        2 => "Hebdomadaire",
        3 => "En semaine",
        4 => "Le week-end",
        5 => "Temps plein",
        6 => "Temps partiel",
        7 => "Plusieurs rythmes possibles",
        _ => null,
    };

    /// <summary><c>code-modalites-admission</c>.</summary>
    public static string? Admission(int code) => code switch
    {
        99999 => "Admission sans formalité",
        92002 => "Sur dossier",
        92003 => "Sur concours",
        92005 => "Après un entretien",
        92007 => "Après un test",
        92009 => "Après une visite médicale",
        99998 => "Plusieurs modalités d’admission",
        _ => null,
    };

    /// <summary><c>code-perimetre-recrutement</c>.</summary>
    public static string? RecruitmentArea(int? code) => code switch
    {
        1 => "Commune",
        2 => "Département",
        3 => "Région",
        4 => "Plusieurs régions",
        5 => "France entière",
        6 => "Autre",
        _ => null,
    };

    /// <summary>Languages of training that are met; others show their code.</summary>
    public static string Language(string code) => code.ToLowerInvariant() switch
    {
        "fr" => "Français",
        "en" => "Anglais",
        "de" => "Allemand",
        "es" => "Espagnol",
        "it" => "Italien",
        "pt" => "Portugais",
        "ar" => "Arabe",
        "zh" => "Chinois",
        "ru" => "Russe",
        "ja" => "Japonais",
        "nl" => "Néerlandais",
        var other => other.ToUpperInvariant(),
    };

    /// <summary>Certified kinds of a provider.</summary>
    public static string Qualiopi(string kind) => kind switch
    {
        "training" => "actions de formation",
        "skills-review" => "bilans de compétences",
        "vae" => "validation des acquis de l’expérience",
        "apprenticeship" => "apprentissage",
        _ => kind,
    };
}
