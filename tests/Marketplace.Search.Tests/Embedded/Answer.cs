using System.Globalization;
using Marketplace.Search.Tests.Conformance;
using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Embedded;

/// <summary>What an answer says beside its order, as one text that can be compared.</summary>
internal static class Answer
{
    public static string Of(EngineResult result, EngineQuery query) => Text(
        (result.Total, result.Groups, result.PlaceBoundInside),
        result.Hits.Select(h => Hit(Key(h.Document, query), h.AlsoAt + 1, h.DistanceKm)),
        result.Facets.SelectMany(f => f.Value.Select(v => $"{f.Key}={v.Value}:{v.Count}")));

    /// <summary>The same by reading every document. Of near-duplicates it says how many and how near, not which one is shown.</summary>
    public static string Of(IReadOnlyList<ActionDocument> documents, EngineQuery query)
    {
        var text = new NaiveText(query);
        var naive = new NaiveSearch([.. documents.Where(text.Finds)], query.Filters);
        var found = naive.Matches();
        var shown = found.GroupBy(d => Key(d, query)).ToList();
        return Text(
            (found.Count, shown.Count, found.Exists(d => d.Modality != Modalities.Remote)),
            shown.Select(g => Hit(g.Key, g.Count(), g.Min(naive.Distance))),
            naive.FacetCounts().Select(c => $"{c.Key.Facet}={c.Key.Value}:{c.Value}"));
    }

    private static string Key(ActionDocument d, EngineQuery query) =>
        query.Filters is { Collapse: true, Sort: SearchSort.Relevance }
            ? $"{d.Provider.Siret}|{d.Certification.Code}|{Folding.Fold(d.Title).Trim()}"
            : $"{d.Id} v{d.Version}";

    private static string Hit(string key, int size, double? distance) =>
        string.Create(CultureInfo.InvariantCulture, $"{key} ×{size} {distance:R} km");

    private static string Text((int, int, bool) numbers, IEnumerable<string> hits, IEnumerable<string> facets) =>
        $"{numbers}\n{string.Join('\n', hits.Order(StringComparer.Ordinal))}\n{string.Join('\n', facets.Order(StringComparer.Ordinal))}";
}
