using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Compare;

/// <summary>A line of the comparison: what it is about, and a cell for each action.</summary>
public sealed record ComparisonRow(string Label, IReadOnlyList<ComparisonCell> Cells);

/// <param name="Lines">One or more.</param>
/// <param name="Href">Where the first line leads.</param>
public sealed record ComparisonCell(IReadOnlyList<string> Lines, string? Href = null);

/// <summary>The lines of a comparison, what decides most first.</summary>
public static class ComparisonRows
{
    public static IEnumerable<ComparisonRow> Of(IReadOnlyList<ActionRecord> actions, ReferenceData reference, DateOnly today)
    {
        if (actions.Count == 0)
            yield break;
        yield return Row("Prix toutes taxes comprises", Price);
        yield return Row("Durée", a => [ActionPageModel.Hours(a.Action.Hours)]);
        yield return Row("Prochaine session", a => NextSession(a, today));
        yield return Row("Lieu", a => [ActionPageModel.Town(a, a.Insee is { } insee ? reference.Places.ByInsee(insee) : null)]);
        yield return Row("Modalité", a => [Labels.Modality[ActionWords.ModalityValue(a.Action.Modality)]]);
        yield return new ComparisonRow("Certification", [.. actions.Select(a => new ComparisonCell(
            [a.Certification.Title,
            $"{Labels.CertificationType.GetValueOrDefault(a.Certification.Type, a.Certification.Type)}, {a.Certification.Code}"],
            SearchAddresses.Certification.Of(a.Certification.Code)))]);
        yield return Row("Niveau de sortie", a => [a.Certification.Level is { } level ? Labels.Level(level) : Labels.Unknown]);
        // No source of either is imported yet: the lines stand so that nobody looks for them in vain.
        yield return Row("Taux de réussite", _ => ["Non publié"]);
        yield return Row("Note des stagiaires", _ => ["Aucun avis publié"]);
        yield return Row("Accessibilité", Accessibility);
        yield return Row("Conditions d’entrée", a => [.. ActionPageModel.AdmissionLines(a.Action)]);
        yield return Row("Rythme", Paces);
        yield return Row("Langue", a => [ActionWords.Language(a.Action.Language)]);
        yield return new ComparisonRow(
            "Organisme", [.. actions.Select(a => new ComparisonCell([a.Provider.Name], SearchAddresses.Provider.Of(a.Provider.Siret)))]);

        ComparisonRow Row(string label, Func<ActionRecord, IReadOnlyList<string>> lines) =>
            new(label, [.. actions.Select(action => new ComparisonCell(lines(action)))]);
    }

    private static IReadOnlyList<string> Price(ActionRecord record)
    {
        var price = FrenchFormat.Price(record.Action.Fees.InclusiveCents);
        return record.Action.ExtraFees is > 0 and var extra
            ? [price, $"Frais supplémentaires non finançables : {FrenchFormat.Price(Fees.ToCents(extra))}"]
            : [price];
    }

    private static IReadOnlyList<string> NextSession(ActionRecord record, DateOnly today)
    {
        var next = record.NextSession(today);
        if (next is null || record.Action.PermanentEntry)
            return [ActionPageModel.NextEntry(record, today)];
        var line = SessionLine.Of(next, Availability.Available);
        return [line.When, .. next.Session.Guaranteed ? ["Session garantie"] : Array.Empty<string>(), .. line.Seats is { } seats
            ? [seats] : Array.Empty<string>()];
    }

    private static IReadOnlyList<string> Accessibility(ActionRecord record)
    {
        var features = AccessibilityRules.Of(record.Action);
        return features.Count == 0 ? [Labels.Unknown]
            : [.. features.Select(f => Labels.Accessibility[f.Value] + (f.FromText ? " (lu dans le texte)" : ""))];
    }

    private static IReadOnlyList<string> Paces(ActionRecord record)
    {
        IReadOnlyList<string> paces = [.. record.Action.Paces.Select(ActionWords.Pace).OfType<string>()];
        return paces.Count > 0 ? paces : [Labels.Unknown];
    }
}
