namespace Marketplace.Search;

/// <summary>A document to put, or the id of one to forget, at a version.</summary>
public sealed record DocumentChange(string Id, long Version, ActionDocument? Document)
{
    /// <summary>The document, under the id and version of the change.</summary>
    internal ActionDocument ToPut() => Document is { } put && put.Id == Id && put.Version == Version
        ? put : Document! with { Id = Id, Version = Version };
}

/// <param name="Position">Outbox watermark applied so far (opaque to the engine), null when never set.</param>
public sealed record IndexStatus(string Engine, long Documents, string? Position, long SizeBytes, DateTimeOffset? SnapshotAt);

/// <summary>Which index answers searches, and where in the outbox it stands.</summary>
/// <param name="Index">The engine's own name of it; null where there is none yet, or where a process has one index only.</param>
/// <param name="Position">As in <see cref="IndexStatus"/>.</param>
public sealed record LiveState(string? Index, string? Position);

/// <summary>
/// A search engine. It receives tokens, never sentences: text is understood above it (namespace Text).
/// Embedded and Elasticsearch pass one conformance suite.
/// </summary>
public interface ISearchIndex : IAsyncDisposable
{
    /// <summary>What several processes know the index by; null where it is this process's own.</summary>
    string? SharedName => null;

    /// <summary>Whether several processes search one index, which only one of them may feed.</summary>
    bool IsShared => SharedName is not null;

    /// <summary>Makes <see cref="Lexicon"/> ready; to be awaited before a text is read with it.</summary>
    /// <exception cref="SearchUnavailableException">The engine is away, too slow, or has no index yet.</exception>
    ValueTask PrepareAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    /// <summary>Runs a query whose text is already understood.</summary>
    /// <exception cref="SearchUnavailableException">The engine is away, too slow, or has no index yet.</exception>
    ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default);

    /// <summary>Terms with their document frequencies, for corrections and suggestions.</summary>
    ILexicon Lexicon { get; }

    /// <summary>
    /// Applies changes; searchable when the task ends, or with the next refresh of a cluster. Older versions than those
    /// held are ignored. Idempotent.
    /// </summary>
    /// <exception cref="DocumentsRefusedException">Some documents were refused for what they hold; all others are applied.</exception>
    /// <exception cref="SearchUnavailableException">The engine is away: nothing is wrong with the changes.</exception>
    ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default);

    /// <summary>Makes what was applied durable together with the position it stands for.</summary>
    ValueTask SaveAsync(string position, CancellationToken cancel = default);

    /// <summary>All documents with their versions, in no order; for the drift check.</summary>
    IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default);

    ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default);

    /// <summary>Less work for a cluster than its whole status.</summary>
    async ValueTask<LiveState> LiveAsync(CancellationToken cancel = default) => new(null, (await StatusAsync(cancel)).Position);

    /// <summary>Starts a new index beside the live one.</summary>
    ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default);
}

/// <summary>A new index being filled beside the live one. Disposed without a swap, it leaves no trace.</summary>
public interface IIndexRebuild : IAsyncDisposable
{
    /// <summary>
    /// Applies changes. Large batches of documents that it does not hold yet go fastest; calls for different
    /// documents may overlap. When it throws, nothing of the batch was applied.
    /// </summary>
    ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default);

    /// <summary>Makes the new index the live one, atomically, durable at this position.</summary>
    ValueTask SwapAsync(string position, CancellationToken cancel = default);
}

public sealed record DocumentVersion(string Id, long Version);

/// <summary>Terms known to the index.</summary>
public interface ILexicon
{
    /// <summary>Documents that hold the token; 0 when unknown.</summary>
    int Frequency(string token);

    /// <summary>
    /// Documents that title, certification or jobs name with the token; a domain's and a provider's name and a description do not count.
    /// </summary>
    int Naming(string token);

    /// <summary>
    /// Naming terms within so many edits of the word that share its first <paramref name="prefix"/> letters, most frequent first.
    /// </summary>
    IReadOnlyList<LexiconTerm> Near(string word, int maxEdits, int prefix, int limit);

    /// <summary>Naming terms that start so, most frequent first.</summary>
    IReadOnlyList<LexiconTerm> StartingWith(string prefix, int limit);
}

public sealed record LexiconTerm(string Term, int Frequency);
