using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Counts for all facets in one request, each without its own filter.</summary>
internal static class FacetAggregations
{
    /// <summary>More than any facet has values.</summary>
    private const int MostValues = 2_000;

    private const string Unfiltered = "unfiltered";

    /// <summary>Facets with several values of one action.</summary>
    private static readonly string[] Lists = [Facets.Domain, Facets.Pace, Facets.Accessibility];

    /// <summary>
    /// Adds the counts to a request. Where no facet is filtered they stand at the top: there Elasticsearch counts from
    /// its index, not document by document.
    /// </summary>
    public static void Add(JsonObject aggregations, CompiledQuery query)
    {
        var unfiltered = aggregations;
        if (query.FilteredFacets.Count > 0)
            aggregations[Unfiltered] = Filtered(query.FacetFilters(), unfiltered = []);
        foreach (var facet in Facets.All.Except(query.FilteredFacets))
            Count(unfiltered, facet);
        foreach (var facet in query.FilteredFacets)
        {
            var own = new JsonObject();
            Count(own, facet);
            aggregations[Own(facet)] = Filtered(query.FacetFilters(except: facet), own);
        }
    }

    /// <summary>Most frequent values first, "missing" last; values that never occur are left out.</summary>
    /// <param name="total">Actions found.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Read(JsonElement counts, int total)
    {
        var result = new Dictionary<string, IReadOnlyList<FacetCount>>();
        foreach (var facet in Facets.All)
        {
            var (within, all) = counts.TryGetProperty(Own(facet), out var own) ? (own, own.GetProperty("doc_count").GetInt32())
                : (counts.TryGetProperty(Unfiltered, out var unfiltered) ? unfiltered : counts, total);
            var buckets = within.GetProperty(facet).GetProperty("buckets").EnumerateArray()
                .ToLookup(b => b.GetProperty("key").ValueEquals(DocumentWriter.NoValue));
            var lines = buckets[false]
                .Select(b => new FacetCount(b.GetProperty("key").GetString(), b.GetProperty("doc_count").GetInt32()))
                .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal).ToList();
            // An action with several values counts several times: there the index says which has none.
            var missing = Lists.Contains(facet)
                ? buckets[true].Sum(b => b.GetProperty("doc_count").GetInt32()) : all - lines.Sum(l => l.Count);
            if (missing > 0)
                lines.Add(new FacetCount(null, missing));
            result[facet] = lines;
        }
        return result;
    }

    public static JsonObject Filtered(JsonObject filter, JsonObject aggregations) => new() { ["filter"] = filter, ["aggs"] = aggregations };

    private static void Count(JsonObject into, string facet) =>
        into[facet] = new JsonObject { ["terms"] = new JsonObject { ["field"] = facet, ["size"] = MostValues } };

    private static string Own(string facet) => $"own-{facet}";
}
