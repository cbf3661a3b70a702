using Marketplace.Search;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Indexing.Outbox;

/// <summary>Tells an engine that cannot work now from a request or document that is at fault.</summary>
public static class EngineFailure
{
    /// <summary>
    /// Whether the same may be asked again later: the engine is away, or refuses everybody (keys that ran out, an index
    /// that is gone, its own errors). A 400 or 413 is about what was sent.
    /// </summary>
    public static bool IsAway(Exception failure) =>
        failure is SearchUnavailableException or ElasticsearchException { Status: not (400 or 413) };
}
