using Marketplace.Search;

namespace Marketplace.Benchmarks.Search.Baseline;

/// <summary>An index that remembers the last query it was asked: what a text became, after corrections.</summary>
internal sealed class RecordedQueries(ISearchIndex index) : ISearchIndex
{
    public EngineQuery? Last { get; private set; }

    public ILexicon Lexicon => index.Lexicon;

    public ValueTask PrepareAsync(CancellationToken cancel = default) => index.PrepareAsync(cancel);

    public ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default)
    {
        Last = query;
        return index.SearchAsync(query, cancel);
    }

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default) =>
        index.ApplyAsync(changes, cancel);

    public ValueTask SaveAsync(string position, CancellationToken cancel = default) => index.SaveAsync(position, cancel);

    public IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default) => index.ListAsync(cancel);

    public ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default) => index.StatusAsync(cancel);

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) => index.BeginRebuildAsync(cancel);

    /// <summary>The index belongs to somebody else.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
