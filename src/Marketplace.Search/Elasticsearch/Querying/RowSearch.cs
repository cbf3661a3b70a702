using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Asks the live index.</summary>
internal sealed class RowSearch(ElasticsearchClient client, string index, CompiledQuery query)
{
    /// <summary>Fields of near-duplicates and of providers, to collapse by.</summary>
    public const string Group = "group", Provider = "provider";

    /// <summary>What a request for rows asks of each.</summary>
    public static JsonObject Rows(JsonObject found, JsonArray sort, int size, string? collapse)
    {
        var body = new JsonObject
        {
            ["query"] = found,
            ["size"] = size,
            ["sort"] = sort,
            ["_source"] = false,
            ["stored_fields"] = "_none_",
            ["docvalue_fields"] = Clause.Array(["provider", "group", "pointKey"]),
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
        var sort = new JsonArray();
        if (request.HasDistance)
            sort.Add(query.DistanceSort());
        foreach (var last in query.DrawSort())
            sort.Add(last);
        using var answer = await AskAsync(Rows(query.Found(within), sort, size, collapse), cancel);
        return Read(answer, request);
    }

    /// <summary>Providers with a result within some clauses.</summary>
    public async Task<List<string>> ProvidersAsync(IEnumerable<JsonObject> within, CancellationToken cancel)
    {
        using var answer = await AskAsync(new JsonObject
        {
            ["query"] = query.Found(within),
            ["size"] = 0,
            ["track_total_hits"] = false,
            ["aggs"] = new JsonObject { ["providers"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = Provider, ["size"] = 50_000 } } },
        }, cancel);
        return [.. answer.RootElement.GetProperty("aggregations").GetProperty("providers").GetProperty("buckets").EnumerateArray()
            .Select(b => b.GetProperty("key").GetString()!)];
    }

    /// <summary>Asks one search; an answer of a part of the shards is none.</summary>
    public Task<JsonDocument> AskAsync(JsonObject body, CancellationToken cancel) =>
        client.SendAsync(HttpMethod.Post, $"{index}/_search?allow_partial_search_results=false&filter_path={Left("")}", CallKind.Search, Bytes(body), cancel: cancel);

    /// <summary>
    /// Several searches at once; the answers in their order. The answer as a whole is a success even when a node went
    /// away under one of them: then all are asked once more.
    /// </summary>
    /// <exception cref="SearchUnavailableException">One of them could not be served.</exception>
    /// <exception cref="ElasticsearchException">One of them was refused.</exception>
    public async Task<JsonDocument> AskSeveralAsync(IEnumerable<JsonObject> bodies, CancellationToken cancel)
    {
        using var lines = new MemoryStream();
        foreach (var body in bodies)
        {
            lines.Write("{\"allow_partial_search_results\":false}\n"u8);
            lines.Write(Bytes(body).Span);
            lines.Write("\n"u8);
        }
        for (var again = true; ; again = false)
        {
            var answer = await client.SendAsync(
                HttpMethod.Post, $"{index}/_msearch?filter_path={Left("responses.")}", CallKind.Search, lines.GetBuffer().AsMemory(0, (int)lines.Length), lines: true, cancel);
            if (Failure(answer) is not { } failure)
                return answer;
            answer.Dispose();
            switch (failure.Status)
            {
                // A cluster that has too much to do must not get more.
                case 429:
                case >= 500 when !again:
                    throw new SearchUnavailableException($"Elasticsearch is not available: {failure.Message}", failure);
                case >= 500:
                    break;
                default:
                    throw failure;
            }
        }
    }

    /// <summary>Leaves out of an answer what nobody reads: with the index' name in each row it would be thrice as long.</summary>
    private static string Left(string within) =>
        string.Join(',', new[] { "_shards", "hits.hits._index", "hits.hits._id", "hits.hits._routing", "hits.hits._score" }.Select(part => $"-{within}{part}"));

    /// <summary>What one of several searches failed of.</summary>
    private ElasticsearchException? Failure(JsonDocument answer)
    {
        foreach (var response in answer.RootElement.GetProperty("responses").EnumerateArray())
            if (response.TryGetProperty("error", out var error))
                return new ElasticsearchException(response.GetProperty("status").GetInt32(), index, Text(error, "type"), Text(error, "reason"));
        return null;
    }

    public static List<Row> Read(JsonDocument answer, RowRequest request) =>
        [.. answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => Row.Of(hit, request))];

    public static ReadOnlyMemory<byte> Bytes(JsonNode body)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            body.WriteTo(json);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.ToString() : null;
}
