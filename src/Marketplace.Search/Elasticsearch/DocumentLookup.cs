using System.Text.Json.Nodes;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Versions of named actions.</summary>
internal sealed class DocumentLookup(ElasticsearchClient client, string index)
{
    private const int AtOnce = 1_000;

    /// <summary>Those that the index holds; deleted ones it does not.</summary>
    public async Task<IReadOnlyList<DocumentVersion>> VersionsAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var found = new List<DocumentVersion>(ids.Count);
        foreach (var some in ids.Chunk(AtOnce))
        {
            using var answer = await client.SendAsync(HttpMethod.Post, $"{index}/_search", CallKind.Read, RowSearch.Bytes(Named(some)), cancel: cancel);
            foreach (var hit in answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray())
                found.Add(new DocumentVersion(hit.GetProperty("fields").GetProperty("id")[0].GetString()!, hit.GetProperty("_version").GetInt64()));
        }
        return found;
    }

    private static JsonObject Named(string[] ids) => new()
    {
        ["query"] = Clause.All([Clause.Terms("id", ids), Clause.Not(Clause.Exists("deleted"))]),
        ["size"] = AtOnce,
        ["version"] = true,
        ["_source"] = false,
        ["docvalue_fields"] = Clause.Array(["id"]),
        ["track_total_hits"] = false,
    };
}
