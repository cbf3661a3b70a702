using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// The values of a field with the number of documents that hold each, in pages by the alphabet: exact, whatever the
/// number of values and shards. Deleted actions have none.
/// </summary>
internal sealed class ValueCounts(ElasticsearchClient client, string index)
{
    private const int PageSize = 20_000;

    public async IAsyncEnumerable<(string Value, int Count)> ReadAsync(string field, [EnumeratorCancellation] CancellationToken cancel)
    {
        JsonNode? after = null;
        while (true)
        {
            var composite = new JsonObject
            {
                ["size"] = PageSize,
                ["sources"] = new JsonArray(
                    new JsonObject { ["value"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = field } } }),
            };
            if (after is not null)
                composite["after"] = after;
            var body = new JsonObject { ["size"] = 0, ["track_total_hits"] = false,
                ["aggs"] = new JsonObject { ["values"] = new JsonObject { ["composite"] = composite } } };
            using var answer = await VersionedHits.AskAsync(client, index, body, cancel);
            var values = answer.RootElement.GetProperty("aggregations").GetProperty("values");
            foreach (var bucket in values.GetProperty("buckets").EnumerateArray())
                yield return (bucket.GetProperty("key").GetProperty("value").GetString()!, bucket.GetProperty("doc_count").GetInt32());
            if (!values.TryGetProperty("after_key", out var key))
                yield break;
            after = JsonObject.Create(key.Clone());
        }
    }
}
