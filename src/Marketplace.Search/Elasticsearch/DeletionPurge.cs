using System.Text.Json;
using System.Text.Json.Nodes;
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
            using var answer = await client.SendAsync(HttpMethod.Post, $"{index}/_search", CallKind.Read, RowSearch.Bytes(new JsonObject
            {
                ["query"] = Clause.All([Clause.Exists("deleted"), Clause.Range("deleted", null, before.UtcDateTime.ToString("O"))]),
                ["size"] = PageSize, ["version"] = true, ["_source"] = false, ["docvalue_fields"] = Clause.Array(["id"]), ["track_total_hits"] = false,
            }), cancel: cancel);
            var hits = answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().ToList();
            if (hits.Count > 0)
                removed += await RemoveAsync(hits, cancel);
            if (hits.Count < PageSize)
                return removed;
            using var _ = await client.SendAsync(HttpMethod.Post, $"{index}/_refresh", CallKind.Admin, cancel: cancel);
        }
    }

    /// <summary>Only at the version that was seen: one that came back meanwhile stays.</summary>
    private async Task<int> RemoveAsync(List<JsonElement> hits, CancellationToken cancel)
    {
        using var lines = new MemoryStream();
        foreach (var hit in hits)
        {
            using (var json = new Utf8JsonWriter(lines))
                new JsonObject
                {
                    ["delete"] = new JsonObject
                    {
                        ["_id"] = hit.GetProperty("_id").GetString(),
                        ["routing"] = DocumentWriter.RoutingOf(hit.GetProperty("fields").GetProperty("id")[0].GetString()!),
                        ["version"] = hit.GetProperty("_version").GetInt64(),
                        ["version_type"] = "external_gte",
                    },
                }.WriteTo(json);
            lines.WriteByte((byte)'\n');
        }
        using var answer = await client.SendAsync(
            HttpMethod.Post, $"{index}/_bulk?require_alias=true", CallKind.Write, lines.GetBuffer().AsMemory(0, (int)lines.Length), lines: true, cancel);
        return answer.RootElement.GetProperty("items").EnumerateArray().Count(i => i.GetProperty("delete").GetProperty("status").GetInt32() == 200);
    }
}
