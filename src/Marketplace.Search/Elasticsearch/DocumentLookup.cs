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
            var named = Clause.All([Clause.Terms("id", some), Clause.Not(Clause.Exists("deleted"))]);
            using var answer = await VersionedHits.AskAsync(client, index, VersionedHits.Request(named, AtOnce), cancel);
            found.AddRange(VersionedHits.In(answer).EnumerateArray().Select(VersionedHits.Of));
        }
        return found;
    }
}
