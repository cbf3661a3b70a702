using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Removes what stands for actions deleted long ago. It is kept against late older writes, and the outbox, from which
/// all writes come, forgets after a week.
/// </summary>
internal sealed class DeletionPurge(ElasticsearchClient client, string index)
{
    /// <summary>A day longer than the outbox keeps its rows.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    private const int PageSize = 1_000;

    /// <summary>Removes deletions from before this moment; tells how many.</summary>
    public async Task<int> RunAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var removed = 0;
        while (true)
        {
            var deleted = Clause.All([Clause.Exists("deleted"), Clause.Range("deleted", null, before.UtcDateTime.ToString("O"))]);
            using var answer = await VersionedHits.AskAsync(client, index, VersionedHits.Request(deleted, PageSize), cancel);
            var hits = VersionedHits.In(answer).EnumerateArray().ToList();
            var now = hits.Count > 0 ? await RemoveAsync(hits, cancel) : 0;
            removed += now;
            // Where the cluster takes none the same come again: the next upkeep tries anew.
            if (hits.Count < PageSize || now == 0)
                return removed;
            await client.AdministerAsync(CallKind.Admin, c => c.Indices.RefreshAsync(new RefreshRequest(index), cancel));
        }
    }

    /// <summary>Only at the version that was seen: one that came back meanwhile stays.</summary>
    private async Task<int> RemoveAsync(List<JsonElement> hits, CancellationToken cancel)
    {
        using var lines = new MemoryStream();
        foreach (var hit in hits)
        {
            var (id, version) = VersionedHits.Of(hit);
            using (var json = new Utf8JsonWriter(lines))
                new JsonObject
                {
                    ["delete"] = new JsonObject
                    {
                        ["_id"] = hit.GetProperty("_id").GetString(),
                        ["routing"] = DocumentWriter.RoutingOf(id),
                        ["version"] = version,
                        ["version_type"] = "external_gte",
                    },
                }.WriteTo(json);
            lines.WriteByte((byte)'\n');
        }
        using var answer = await client.SendAsync(
            HttpMethod.Post, $"{index}/_bulk?require_alias=true", CallKind.Write, lines.GetBuffer().AsMemory(0, (int)lines.Length),
            lines: true, cancel);
        return answer.RootElement.GetProperty("items").EnumerateArray()
            .Count(i => i.GetProperty("delete").GetProperty("status").GetInt32() == 200);
    }
}
