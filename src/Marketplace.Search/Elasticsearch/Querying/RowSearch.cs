using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Asks the live index.</summary>
internal sealed class RowSearch(ElasticsearchClient client, string index, CompiledQuery query)
{
    /// <summary>Fields of numbers: of near-duplicates, of the provider and of the place.</summary>
    public const string Group = "group", Provider = "providerNumber", Point = "pointNumber";

    /// <summary>
    /// The field of near-duplicates as a word: of words Elasticsearch counts how many there are exactly, of numbers by their hashes.
    /// </summary>
    public const string GroupKey = "groupKey";

    /// <summary>Leaves out of an answer what nobody reads: with the index' name in each row it would be thrice as long.</summary>
    private static readonly string LeftOut = string.Join(
        ',', "-_shards", "-hits.hits._index", "-hits.hits._id", "-hits.hits._routing", "-hits.hits._score");

    /// <summary>
    /// What a request for rows asks of each: all of it are sort values, which are at hand when the rows are found; fields
    /// would be looked up row by row.
    /// </summary>
    /// <param name="sort">Ends with what orders a provider's equals, so that what is added to it orders nothing.</param>
    /// <param name="places">Whether their places are wanted, for distances that tie.</param>
    public static JsonObject Rows(JsonObject found, JsonArray sort, int size, string? collapse, bool places)
    {
        foreach (var read in (string[])(places ? [Provider, Group, Point] : [Provider, Group]))
            sort.Add(new JsonObject { [read] = "asc" });
        var body = new JsonObject
        {
            ["query"] = found,
            ["size"] = size,
            ["sort"] = sort,
            ["_source"] = false,
            ["stored_fields"] = "_none_",
            ["track_total_hits"] = false,
        };
        if (collapse is not null)
            body["collapse"] = new JsonObject { ["field"] = collapse };
        return body;
    }

    /// <summary>Rows of what is found within some clauses, the first of each value of <paramref name="collapse"/>.</summary>
    public async Task<List<Row>> RowsAsync(
        IEnumerable<JsonObject> within, RowRequest request, int size, string? collapse, CancellationToken cancel)
    {
        using var answer = await AskAsync(
            Rows(query.Tied(within), query.SortOfEquals(request.HasDistance), size, collapse, request.HasDistance), cancel);
        return Read(answer, request);
    }

    /// <summary>Providers with a result within some clauses.</summary>
    public async Task<List<string>> ProvidersAsync(IEnumerable<JsonObject> within, CancellationToken cancel)
    {
        using var answer = await AskAsync(new JsonObject
        {
            ["query"] = query.Tied(within),
            ["size"] = 0,
            ["track_total_hits"] = false,
            ["aggs"] = new JsonObject { [
                "providers"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = "provider", ["size"] = 50_000 } } },
        }, cancel);
        return [.. answer.RootElement.GetProperty("aggregations").GetProperty("providers").GetProperty("buckets").EnumerateArray()
            .Select(b => b.GetProperty("key").GetString()!)];
    }

    /// <summary>Asks one search; an answer of a part of the shards is none.</summary>
    public Task<JsonDocument> AskAsync(JsonObject body, CancellationToken cancel) =>
        client.SendAsync(HttpMethod.Post, $"{index}/_search?allow_partial_search_results=false&preference=_local&filter_path={LeftOut}",
            CallKind.Search, Bytes(body), cancel: cancel);

    public List<Row> Read(JsonDocument answer, RowRequest request) =>
        [.. answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray()
            .Select(hit => Row.Of(hit, request, named: !query.Collapses))];

    public static ReadOnlyMemory<byte> Bytes(JsonNode body)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            body.WriteTo(json);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
