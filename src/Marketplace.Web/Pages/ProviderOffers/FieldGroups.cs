namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>Columns that a form asks for under one heading; the rest of what a file may say stays as it is.</summary>
/// <param name="Optional">What is empty has a value from elsewhere.</param>
public sealed record FieldGroup(string Title, IReadOnlyList<string> Columns, string? Hint = null, bool Optional = false);

/// <summary>The three forms of an offer: offer, action, session.</summary>
public static class FieldGroups
{
    private static readonly string[] Address = ["ligne-1", "numero-voie", "libelle-voie", "ligne5-adresse", "codepostal", "ville"];

    private static readonly string[] Contact = ["nom", "prenom", "telfixe", "portable", "courriel"];

    public static readonly IReadOnlyList<FieldGroup> Offer =
    [
        new("Certification", ["certification", "intitule-formation", "code-bloc", "blocs-modifiables", "categorisation-offre"]),
        new("Contenu", ["objectif-formation", "resume-contenu", "contenu-formation", "resultats-attendus", "parcours-de-formation",
            "objectif-general-formation"]),
    ];

    public static readonly IReadOnlyList<FieldGroup> Action =
    [
        new("Organisation", ["modalites-enseignement", "modalites-entrees-sorties", "langue-formation", "niveau-entree-obligatoire",
            "existence-prerequis", "conditions-specifiques", "modalites-pedagogiques", "code-rythme-formation"]),
        new("Durée", ["nombre-heures-centre", "nombre-heures-entreprise", "duree-apprentissage"]),
        new("Prix", ["frais-ht", "taux-tva", "frais-ttc", "frais-anpec", "frais-certif-inclus-frais-anpec", "detail-frais-anpec"]),
        new("Lieu de formation", [.. Of("lieu-de-formation", Address), .. Of("lieu-de-formation", Contact)],
            "Pour une formation à distance, l’adresse du centre qui l’organise."),
        new("Accessibilité", ["acces-handicapes", "modalites-handicap", "lieu-de-formation-accessibilite-batimentaire",
            "lieu-de-formation-conformite-reglementaire"]),
        new("Contact pour se renseigner", [.. Of("contact-information", Contact)]),
        new("Admission", ["code-modalites-admission", "info-admission", "modalites-recrutement", "code-perimetre-recrutement",
            "date-information-1", "date-information-2", "date-information-3"]),
        new("Vie pratique", ["url-action", "restauration", "hebergement", "transport", "autres-services"]),
    ];

    public static readonly IReadOnlyList<FieldGroup> Session =
    [
        new("Dates et places", ["debut", "fin", "nombre-de-places", "garantie", "etat-recrutement", "modalites-particulieres"]),
        new("Adresse d’inscription", [.. Of("adresse-inscription", Address)], "Tout vide : le lieu de formation de l’action.",
        Optional: true),
        new("Contact d’inscription", [.. Of("contact-inscription", Contact)], "Tout vide : le contact de l’action.", Optional: true),
    ];

    private static IEnumerable<string> Of(string prefix, string[] parts) => parts.Select(part => $"{prefix}-{part}");
}
