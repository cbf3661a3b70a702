using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Counts for all facets in one request, each without its own filter.</summary>
internal static class FacetAggregations
{
    /// <summary>More than any facet has values.</summary>
    private const int MostValues = 2_000;

    public static JsonObject Of(CompiledQuery query)
    {
        var all = new JsonObject();
        foreach (var facet in Facets.All.Except(query.FilteredFacets))
            Count(all, facet);
        var aggregations = new JsonObject { ["all"] = Filtered(query.FacetFilters(), all) };
        foreach (var facet in query.FilteredFacets)
        {
            var own = new JsonObject();
            Count(own, facet);
            aggregations[facet] = Filtered(query.FacetFilters(except: facet), own);
        }
        return new() { ["filter"] = Clause.Everything, ["aggs"] = aggregations };
    }

    /// <summary>Most frequent values first, "missing" last; values that never occur are left out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Read(JsonElement counts)
    {
        var result = new Dictionary<string, IReadOnlyList<FacetCount>>();
        foreach (var facet in Facets.All)
        {
            var within = counts.TryGetProperty(facet, out var own) ? own : counts.GetProperty("all");
            var lines = within.GetProperty(facet).GetProperty("buckets").EnumerateArray()
                .Select(b => new FacetCount(b.GetProperty("key").GetString(), b.GetProperty("doc_count").GetInt32()))
                .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal).ToList();
            if (within.GetProperty(Missing(facet)).GetProperty("doc_count").GetInt32() is var missing and > 0)
                lines.Add(new FacetCount(null, missing));
            result[facet] = lines;
        }
        return result;
    }

    public static JsonObject Filtered(JsonObject filter, JsonObject aggregations) => new() { ["filter"] = filter, ["aggs"] = aggregations };

    private static void Count(JsonObject into, string facet)
    {
        into[facet] = new JsonObject { ["terms"] = new JsonObject { ["field"] = facet, ["size"] = MostValues } };
        into[Missing(facet)] = new JsonObject { ["missing"] = new JsonObject { ["field"] = facet } };
    }

    private static string Missing(string facet) => $"no-{facet}";
}
