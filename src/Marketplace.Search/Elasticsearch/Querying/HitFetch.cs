using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Reads the actions of a page's rows, and how many near-duplicates each stands for.</summary>
internal sealed class HitFetch(RowSearch search, CompiledQuery query, bool collapses)
{
    public async Task<IReadOnlyList<Hit>> OfAsync(IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        List<JsonObject> asked = [new()
        {
            // One that was deleted since its row was found left a document without an action.
            ["query"] = Clause.All([Clause.Terms("id", rows.Select(r => r.Id)), Clause.Not(Clause.Exists("deleted"))]), ["size"] = rows.Count, ["_source"] = "document", ["track_total_hits"] = false,
        }];
        if (collapses)
            asked.Add(Groups(rows));
        using var answers = await search.AskSeveralAsync(asked, cancel);
        var found = answers.RootElement.GetProperty("responses");
        var documents = Documents(found[0].GetProperty("hits")).ToDictionary(d => d.Id);
        var sizes = new Dictionary<string, int>();
        if (collapses)
            foreach (var bucket in found[1].GetProperty("aggregations").GetProperty("groups").GetProperty("buckets").EnumerateArray())
            {
                var key = bucket.GetProperty("key").GetString()!;
                sizes[key] = bucket.GetProperty("doc_count").GetInt32();
                if (bucket.TryGetProperty("nearest", out var nearest) && Documents(nearest.GetProperty("hits")).FirstOrDefault() is { } document
                    && rows.FirstOrDefault(r => r.Group == key) is { } row)
                    documents[row.Id] = document;
            }
        // One that was deleted between two requests is gone.
        return [.. rows.Where(r => documents.ContainsKey(r.Id)).Select(r => Hit(r, documents[r.Id], sizes.GetValueOrDefault(r.Group, 1)))];
    }

    /// <summary>The groups' sizes and, around a point, the nearest of each: that is the one shown.</summary>
    private JsonObject Groups(IReadOnlyList<Row> rows)
    {
        var groups = new JsonObject { ["terms"] = new JsonObject { ["field"] = RowSearch.Group, ["size"] = rows.Count } };
        if (query.DistanceSort() is { } distance)
            groups["aggs"] = new JsonObject
            {
                ["nearest"] = new JsonObject
                {
                    ["top_hits"] = new JsonObject { ["size"] = 1, ["_source"] = "document", ["sort"] = new JsonArray([distance, .. query.DrawSort()]) },
                },
            };
        return new()
        {
            ["query"] = query.Found([Clause.Terms(RowSearch.Group, rows.Select(r => r.Group))]), ["size"] = 0, ["track_total_hits"] = false,
            ["aggs"] = new JsonObject { ["groups"] = groups },
        };
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
            .Select(h => h.GetProperty("_source").GetProperty("document").Deserialize(StoredJson.Default.ActionDocument)!);
}
