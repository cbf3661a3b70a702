namespace Marketplace.Search.Elasticsearch;

/// <summary>What a call is for: decides its time limit and whether it may be sent again.</summary>
internal enum CallKind
{
    /// <summary>Reads for somebody who waits: short limit, a second try on another node, under the circuit breaker.</summary>
    Search,

    /// <summary>Reads for a job: long limit, tried again.</summary>
    Read,

    /// <summary>Writes that external versions make harmless to repeat: tried again with growing, scattered waits.</summary>
    Write,

    /// <summary>Changes an index or alias: long limit, tried again only when no connection could be made.</summary>
    Admin,
}
