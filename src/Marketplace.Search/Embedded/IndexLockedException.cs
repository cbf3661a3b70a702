namespace Marketplace.Search.Embedded;

/// <summary>The index directory is held by another process.</summary>
public sealed class IndexLockedException(string directory, Exception inner)
    : IOException($"The search index in {directory} is open in another process; stop it, or use another data directory.", inner);
