using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Reads the actions of a page's rows, and how many near-duplicates each stands for.</summary>
internal sealed class HitFetch(RowSearch search, CompiledQuery query, bool collapses)
{
    private const string Shown = "document";

    public async Task<IReadOnlyList<Hit>> OfAsync(IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        using var answer = await search.AskAsync(Request(rows), cancel);
        var documents = Documents(answer.RootElement.GetProperty("hits")).ToDictionary(d => d.Id);
        var sizes = new Dictionary<long, int>();
        if (collapses)
            foreach (var bucket in answer.RootElement.GetProperty("aggregations").GetProperty("groups").GetProperty("buckets").EnumerateArray())
            {
                var key = bucket.GetProperty("key").GetInt64();
                sizes[key] = bucket.GetProperty("doc_count").GetInt32();
                if (bucket.TryGetProperty("nearest", out var nearest) && Documents(nearest.GetProperty("hits")).FirstOrDefault() is { } document
                    && rows.FirstOrDefault(r => r.Group == key) is { } row)
                    documents[row.Id] = document;
            }
        // One that was changed so that it is not found any more, or deleted, since its row was read, is gone.
        return [.. rows.Where(r => documents.ContainsKey(r.Id)).Select(r => Hit(r, documents[r.Id], sizes.GetValueOrDefault(r.Group, 1)))];
    }

    /// <summary>The rows' actions and, where near-duplicates stand together, all that is found of their groups: the sizes and, around a point, the nearest, which is the one shown.</summary>
    private JsonObject Request(IReadOnlyList<Row> rows)
    {
        var these = Clause.Terms("id", rows.Select(r => r.Id));
        var body = new JsonObject
        {
            ["query"] = query.Found([collapses ? Clause.Terms(RowSearch.Group, rows.Select(r => r.Group)) : these]),
            ["size"] = rows.Count, ["sort"] = new JsonArray("_doc"), ["_source"] = false, ["stored_fields"] = "_none_",
            ["docvalue_fields"] = Clause.Array([Shown]), ["track_total_hits"] = false,
        };
        if (!collapses)
            return body;
        body["post_filter"] = these;
        var groups = new JsonObject { ["terms"] = new JsonObject { ["field"] = RowSearch.Group, ["size"] = rows.Count } };
        // Where nothing comes before the distance, the row is the nearest already.
        if (query.Key.Sort is not null && query.DistanceSort() is { } distance)
            groups["aggs"] = new JsonObject
            {
                ["nearest"] = new JsonObject
                {
                    ["top_hits"] = new JsonObject
                    {
                        ["size"] = 1, ["_source"] = false, ["stored_fields"] = "_none_", ["docvalue_fields"] = Clause.Array([Shown]),
                        ["sort"] = new JsonArray([distance, .. query.DrawSort()]),
                    },
                },
            };
        body["aggs"] = new JsonObject { ["groups"] = groups };
        return body;
    }

    private Hit Hit(Row row, ActionDocument document, int groupSize)
    {
        var near = query.Filters.Near;
        double? distance = near is not null && document is { Modality: not Modalities.Remote, Place: { Lat: { } lat, Lng: { } lng } }
            ? GeoDistance.Km(near.Lat, near.Lng, lat, lng) : null;
        return new Hit(document, distance, SessionRules.Next(document, query.Filters), groupSize - 1, null, query.Key.ScoreOf(row.Key));
    }

    private static IEnumerable<ActionDocument> Documents(JsonElement hits) =>
        hits.GetProperty("hits").EnumerateArray()
            .Select(h => StoredAction.Read(h.GetProperty("fields").GetProperty(Shown)[0].GetBytesFromBase64()));
}
