using Marketplace.Search;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>A shared engine that is away.</summary>
public sealed class AwayIndex : ISearchIndex
{
    public string SharedName => "away";

    public ILexicon Lexicon => throw Away();

    public ValueTask PrepareAsync(CancellationToken cancel = default) => throw Away();

    public ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default) => throw Away();

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default) => throw Away();

    public ValueTask SaveAsync(string position, CancellationToken cancel = default) => throw Away();

    public IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default) => throw Away();

    public ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default) => throw Away();

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) => throw Away();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SearchUnavailableException Away() => new("away");
}
