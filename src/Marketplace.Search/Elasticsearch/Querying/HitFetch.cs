using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Reads the actions of a page's rows, and how many near-duplicates each stands for.</summary>
internal sealed class HitFetch(RowSearch search, CompiledQuery query)
{
    private const string Shown = "document", Groups = "groups";

    public async Task<IReadOnlyList<Hit>> OfAsync(IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        using var answer = await search.AskAsync(query.Collapses ? OfGroups(rows) : Named(rows), cancel);
        var hits = answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("fields"));
        // One that was changed so that it is not found any more, or deleted, since its row was read, is gone.
        if (!query.Collapses)
        {
            var named = hits.Select(Document).ToDictionary(d => d.Id);
            return [.. rows.Where(r => named.ContainsKey(r.Id!)).Select(r => Hit(r, named[r.Id!], 1))];
        }
        var shown = hits.ToDictionary(fields => fields.GetProperty(RowSearch.Group)[0].GetInt64(), Document);
        var sizes = answer.RootElement.GetProperty("aggregations").GetProperty(Groups).GetProperty("buckets").EnumerateArray()
            .ToDictionary(b => b.GetProperty("key").GetInt64(), b => b.GetProperty("doc_count").GetInt32());
        return [.. rows.Where(r => shown.ContainsKey(r.Group)).Select(r => Hit(r, shown[r.Group], sizes.GetValueOrDefault(r.Group, 1)))];
    }

    private JsonObject Named(IReadOnlyList<Row> rows) =>
        Documents(query.Found([Clause.Terms("id", rows.Select(r => r.Id!))]), new JsonArray("_doc"), rows.Count);

    /// <summary>All that is found of the rows' groups: their sizes, and of each the one that is shown.</summary>
    private JsonObject OfGroups(IReadOnlyList<Row> rows)
    {
        var body = Documents(query.FoundScored([Clause.Terms(RowSearch.Group, rows.Select(r => r.Group))]), query.SortOfDuplicates(),
            rows.Count);
        body["collapse"] = new JsonObject { ["field"] = RowSearch.Group };
        body["aggs"] = new JsonObject { [
            Groups] = new JsonObject { ["terms"] = new JsonObject { ["field"] = RowSearch.Group, ["size"] = rows.Count } } };
        return body;
    }

    private static JsonObject Documents(JsonObject found, JsonArray sort, int size) => new()
    {
        ["query"] = found, ["size"] = size, ["sort"] = sort, ["_source"] = false, ["stored_fields"] = "_none_",
        ["docvalue_fields"] = Clause.Array([Shown]), ["track_total_hits"] = false,
    };

    private Hit Hit(Row row, ActionDocument document, int groupSize)
    {
        var near = query.Filters.Near;
        double? distance = near is not null && document is { Modality: not Modalities.Remote, Place: { Lat: { } lat, Lng: { } lng } }
            ? GeoDistance.Km(near.Lat, near.Lng, lat, lng) : null;
        return new Hit(document, distance, SessionRules.Next(document, query.Filters), groupSize - 1, null, query.Key.ScoreOf(row.Key));
    }

    private static ActionDocument Document(JsonElement fields) => StoredAction.Read(fields.GetProperty(Shown)[0].GetBytesFromBase64());
}
