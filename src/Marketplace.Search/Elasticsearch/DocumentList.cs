using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Elasticsearch;

/// <summary>All documents of an index with their versions, of one moment, page by page.</summary>
internal sealed class DocumentList(ElasticsearchClient client, string index)
{
    private const int PageSize = 10_000;
    private const string KeepAlive = "1m";

    public async IAsyncEnumerable<DocumentVersion> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var moment = await OpenAsync(cancel);
        try
        {
            JsonNode? after = null;
            while (true)
            {
                using var answer = await client.SendAsync(HttpMethod.Post, "_search", CallKind.Read, RowSearch.Bytes(Page(moment, after)), cancel: cancel);
                var hits = answer.RootElement.GetProperty("hits").GetProperty("hits");
                foreach (var hit in hits.EnumerateArray())
                    yield return new DocumentVersion(
                        hit.GetProperty("fields").GetProperty("id")[0].GetString()!, hit.GetProperty("_version").GetInt64());
                if (hits.GetArrayLength() < PageSize)
                    yield break;
                after = JsonArray.Create(hits[PageSize - 1].GetProperty("sort").Clone());
            }
        }
        finally
        {
            await CloseAsync(moment);
        }
    }

    private static JsonObject Page(string moment, JsonNode? after)
    {
        var body = new JsonObject
        {
            ["pit"] = new JsonObject { ["id"] = moment, ["keep_alive"] = KeepAlive },
            ["query"] = Clause.Not(Clause.Exists("deleted")),
            ["size"] = PageSize,
            ["sort"] = new JsonArray("_shard_doc"),
            ["version"] = true,
            ["_source"] = false,
            ["docvalue_fields"] = Clause.Array(["id"]),
            ["track_total_hits"] = false,
        };
        if (after is not null)
            body["search_after"] = after;
        return body;
    }

    private async Task<string> OpenAsync(CancellationToken cancel)
    {
        using var answer = await client.SendAsync(HttpMethod.Post, $"{index}/_pit?keep_alive={KeepAlive}", CallKind.Read, cancel: cancel);
        return answer.RootElement.GetProperty("id").GetString()!;
    }

    private async Task CloseAsync(string moment)
    {
        try
        {
            using var _ = await client.SendAsync(HttpMethod.Delete, "_pit", CallKind.Admin, RowSearch.Bytes(new JsonObject { ["id"] = moment }));
        }
        catch (Exception failure) when (failure is SearchUnavailableException or ElasticsearchException)
        {
            // It ends by itself within a minute.
        }
    }
}
