using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Searches for documents' ids and versions, never from a part of the shards: what such an answer lacks would be taken for missing.
/// </summary>
internal static class VersionedHits
{
    private const string Whole = "_search?allow_partial_search_results=false";

    /// <summary>A request for ids and versions of what a query finds.</summary>
    public static JsonObject Request(JsonObject query, int size) => new()
    {
        ["query"] = query,
        ["size"] = size,
        ["version"] = true,
        ["_source"] = false,
        ["docvalue_fields"] = Clause.Array(["id"]),
        ["track_total_hits"] = false,
    };

    /// <param name="index">Null: the request names a moment of an index.</param>
    public static Task<JsonDocument> AskAsync(ElasticsearchClient client, string? index, JsonObject request, CancellationToken cancel) =>
        client.SendAsync(HttpMethod.Post, index is null ? Whole : $"{index}/{Whole}", CallKind.Read, RowSearch.Bytes(request),
            cancel: cancel);

    public static JsonElement In(JsonDocument answer) => answer.RootElement.GetProperty("hits").GetProperty("hits");

    public static DocumentVersion Of(JsonElement hit) =>
        new(hit.GetProperty("fields").GetProperty("id")[0].GetString()!, hit.GetProperty("_version").GetInt64());
}
