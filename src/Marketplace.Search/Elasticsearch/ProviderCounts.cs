using System.Text.Json.Nodes;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Actions by provider, in pages by SIRET: exact, whatever the number of providers and shards.</summary>
internal sealed class ProviderCounts(ElasticsearchClient client, string index)
{
    private const int PageSize = 10_000;

    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancel)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        JsonNode? after = null;
        do
        {
            using var answer = await client.SendAsync(HttpMethod.Post, $"{index}/_search", CallKind.Read, RowSearch.Bytes(Page(after)), cancel: cancel);
            var providers = answer.RootElement.GetProperty("aggregations").GetProperty("providers");
            foreach (var bucket in providers.GetProperty("buckets").EnumerateArray())
                counts[bucket.GetProperty("key").GetProperty("siret").GetString()!] = bucket.GetProperty("doc_count").GetInt64();
            after = providers.TryGetProperty("after_key", out var key) ? JsonObject.Create(key.Clone()) : null;
        }
        while (after is not null);
        return counts;
    }

    private static JsonObject Page(JsonNode? after)
    {
        var composite = new JsonObject
        {
            ["size"] = PageSize,
            ["sources"] = new JsonArray(new JsonObject { ["siret"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = "provider" } } }),
        };
        if (after is not null)
            composite["after"] = after;
        return new JsonObject
        {
            ["size"] = 0,
            ["track_total_hits"] = false,
            ["query"] = Clause.Not(Clause.Exists("deleted")),
            ["aggs"] = new JsonObject { ["providers"] = new JsonObject { ["composite"] = composite } },
        };
    }
}
