using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Elastic.Clients.Elasticsearch;
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
                using var answer = await VersionedHits.AskAsync(client, index: null, Page(moment, after), cancel);
                var hits = VersionedHits.In(answer);
                foreach (var hit in hits.EnumerateArray())
                    yield return VersionedHits.Of(hit);
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
        var body = VersionedHits.Request(Clause.Not(Clause.Exists("deleted")), PageSize);
        body["pit"] = new JsonObject { ["id"] = moment, ["keep_alive"] = KeepAlive };
        body["sort"] = new JsonArray("_shard_doc");
        if (after is not null)
            body["search_after"] = after;
        return body;
    }

    private async Task<string> OpenAsync(CancellationToken cancel) =>
        (await client.AdministerAsync(
            CallKind.Read, c => c.OpenPointInTimeAsync(new OpenPointInTimeRequest(index) { KeepAlive = KeepAlive }, cancel))).Id;

    private async Task CloseAsync(string moment)
    {
        try
        {
            await client.AdministerAsync(CallKind.Admin, c => c.ClosePointInTimeAsync(new ClosePointInTimeRequest(moment)));
        }
        catch (Exception failure) when (failure is SearchUnavailableException or ElasticsearchException)
        {
            // It ends by itself within a minute.
        }
    }
}
