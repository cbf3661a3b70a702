namespace Marketplace.Indexing.Outbox;

/// <summary>What the readiness probe says of the index.</summary>
public sealed class IndexReadiness
{
    /// <summary>
    /// Searches find something since the start: the index has caught up once, or, where it is shared, was built. Also
    /// when a shared engine is away, since all else is served; once true, for good.
    /// </summary>
    public volatile bool Ready;

    /// <summary>False while a shared engine is away or has no index: searches are refused.</summary>
    public volatile bool Available = true;
}
