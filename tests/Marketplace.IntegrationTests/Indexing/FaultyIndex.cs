using Marketplace.Search;

namespace Marketplace.IntegrationTests.Indexing;

/// <summary>A real index that refuses what a test declares to be poison.</summary>
public sealed class FaultyIndex(ISearchIndex inner) : ISearchIndex
{
    /// <summary>Id of a document whose batch fails.</summary>
    public string? Poison { get; set; }

    /// <summary>Id of a document that the engine refuses for what it holds.</summary>
    public string? Refused { get; set; }

    /// <summary>The engine is away: nothing can be applied.</summary>
    public bool Away { get; set; }

    /// <summary>What several processes know it by.</summary>
    public string? SharedName { get; set; }

    public ILexicon Lexicon => inner.Lexicon;

    /// <summary>Told of each search before it is answered.</summary>
    public Action? Searching { get; set; }

    public ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default)
    {
        Searching?.Invoke();
        return inner.SearchAsync(query, cancel);
    }

    public ValueTask PrepareAsync(CancellationToken cancel = default) => inner.PrepareAsync(cancel);

    public async ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default)
    {
        if (Away)
            throw new SearchUnavailableException("away");
        if (changes.Any(c => c.Id == Poison))
            throw new InvalidOperationException("poison");
        await inner.ApplyAsync([.. changes.Where(c => c.Id != Refused)], cancel);
        if (changes.Any(c => c.Id == Refused))
            throw new DocumentsRefusedException([new RefusedDocument(Refused!, "mapper_parsing_exception: of the test")]);
    }

    public ValueTask SaveAsync(string position, CancellationToken cancel = default) => inner.SaveAsync(position, cancel);

    public IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default) => inner.ListAsync(cancel);

    public ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default) => inner.StatusAsync(cancel);

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) => inner.BeginRebuildAsync(cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
