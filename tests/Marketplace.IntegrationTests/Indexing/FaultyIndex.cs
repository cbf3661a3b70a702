using Marketplace.Search;

namespace Marketplace.IntegrationTests.Indexing;

/// <summary>A real index that refuses what a test declares to be poison.</summary>
public sealed class FaultyIndex(ISearchIndex inner) : ISearchIndex
{
    /// <summary>Id of a document whose batch fails.</summary>
    public string? Poison { get; set; }

    public ILexicon Lexicon => inner.Lexicon;

    public ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default) => inner.SearchAsync(query, cancel);

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default) =>
        changes.Any(c => c.Id == Poison) ? throw new InvalidOperationException("poison") : inner.ApplyAsync(changes, cancel);

    public ValueTask SaveAsync(string position, CancellationToken cancel = default) => inner.SaveAsync(position, cancel);

    public IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default) => inner.ListAsync(cancel);

    public ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default) => inner.StatusAsync(cancel);

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) => inner.BeginRebuildAsync(cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
