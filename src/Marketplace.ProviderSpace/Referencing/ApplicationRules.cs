using System.Text.RegularExpressions;
using Marketplace.Catalogue.Providers;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>The steps of an application, as in their addresses.</summary>
public static class ApplicationSteps
{
    public const string Provider = "organisme";
    public const string Activity = "activite";
    public const string Quality = "qualite";
    public const string Habilitations = "habilitations";
    public const string Subcontracting = "sous-traitance";
    public const string Documents = "pieces";
    public const string Sending = "depot";

    /// <summary>In their order, with their names on screen.</summary>
    public static readonly IReadOnlyList<(string Step, string Label)> All =
    [
        (Provider, "L’organisme"), (Activity, "La déclaration d’activité"), (Quality, "La certification Qualiopi"),
        (Habilitations, "Les habilitations"), (Subcontracting, "La sous-traitance"), (Documents, "Les pièces"), (Sending, "Le dépôt"),
    ];
}

/// <summary>Something that an application still needs.</summary>
/// <param name="Step">Where it is given: one of <see cref="ApplicationSteps"/>.</param>
/// <param name="Text">French: what to do.</param>
public sealed record MissingItem(string Step, string Text);

/// <summary>What an application must be; the same for its pages and for the command that sends it.</summary>
public static partial class ApplicationRules
{
    /// <summary>Digits alone, as it is kept.</summary>
    public static string Compact(string typed) => Blanks().Replace(typed, "").ToUpperInvariant();

    /// <summary>What is wrong with a SIRET; null: nothing.</summary>
    public static string? SiretProblem(string siret) => !Siret.IsWellFormed(siret) ? "Un SIRET a 14 chiffres."
        : Siret.PassesCheck(siret)
            ? null : "Ce SIRET n’est pas juste : sa clé de contrôle ne correspond pas. Recopiez-le de l’avis de situation.";

    /// <summary>What is wrong with an activity declaration number (NDA); null: nothing.</summary>
    public static string? NdaProblem(string nda) => Nda().IsMatch(nda) ? null
        : "Un numéro de déclaration d’activité a 11 caractères : région, département, puis sept chiffres, par exemple 84 69 12345 69.";

    /// <summary>All that an application still needs, in the order of its steps.</summary>
    /// <param name="documents">Kinds of the documents that are there.</param>
    public static IReadOnlyList<MissingItem> Missing(
        string? siret, ApplicationContent content, IReadOnlyCollection<string> documents, DateOnly today)
    {
        var missing = new List<MissingItem>();
        void Need(string step, bool there, string text)
        {
            if (!there)
                missing.Add(new(step, text));
        }

        Need(ApplicationSteps.Provider, siret is not null && SiretProblem(siret) is null, "Donnez le SIRET de l’établissement.");
        Need(ApplicationSteps.Provider, content is { Name: not null, LegalForm: not null },
            "Donnez la dénomination et la forme juridique.");
        Need(ApplicationSteps.Provider, content is { Address: not null, Postcode: not null, City: not null },
            "Donnez l’adresse de l’établissement.");
        Need(ApplicationSteps.Provider, content is { ContactName: not null, ContactEmail: not null }, "Dites à qui nous pouvons écrire.");
        Need(ApplicationSteps.Activity, content.Nda is not null && NdaProblem(content.Nda) is null,
            "Donnez le numéro de déclaration d’activité.");
        Need(ApplicationSteps.Activity, content.ActivityReported, "Confirmez que le bilan pédagogique et financier est transmis.");
        Need(ApplicationSteps.Quality, content.Qualiopi.Count > 0, "Dites les types d’action que le certificat Qualiopi couvre.");
        Need(ApplicationSteps.Quality, content.QualiopiBody is not null, "Dites l’organisme qui a certifié.");
        Need(ApplicationSteps.Quality, content.QualiopiUntil >= today, "Donnez la fin d’un certificat Qualiopi en cours de validité.");
        Need(ApplicationSteps.Habilitations, content.NeedsNoHabilitation || content.Habilitations.Count > 0,
            "Ajoutez une habilitation pour chaque certification, ou dites qu’aucune n’est nécessaire.");
        Need(ApplicationSteps.Subcontracting, content.Subcontracts is not null,
            "Dites si vous confiez des formations à des sous-traitants.");
        Need(ApplicationSteps.Subcontracting, content.Subcontracts != true || content.Subcontractors.Count > 0,
            "Donnez le SIRET de chaque sous-traitant.");
        Need(ApplicationSteps.Subcontracting, content.Subcontracts != true || content.SubcontractsWithinLimits,
            "Confirmez le plafond et l’absence de sous-traitance en cascade.");
        foreach (var kind in Required(content))
            Need(ApplicationSteps.Documents, documents.Contains(kind), $"Joignez : {ApplicationWords.Documents[kind]}.");
        Need(ApplicationSteps.Sending, content.PaysTaxes, "Attestez que l’organisme est à jour de ses impôts et cotisations.");
        Need(ApplicationSteps.Sending, content.AcceptsTerms, "Acceptez les conditions générales d’utilisation.");
        return missing;
    }

    private static IEnumerable<string> Required(ApplicationContent content) =>
        content.Subcontracts == true ? ["registration", "identity", "conviction", "qualiopi", "subcontract"]
            : ["registration", "identity", "conviction", "qualiopi"];

    [GeneratedRegex(@"[\s\u00A0\u202F.\-]")]
    private static partial Regex Blanks();

    [GeneratedRegex("^[0-9]{2}(?:[0-9]{2}|2[AB])[0-9]{7}$")]
    private static partial Regex Nda();
}
