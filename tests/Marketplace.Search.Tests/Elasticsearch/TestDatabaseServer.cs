using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;

namespace Marketplace.Search.Tests.Elasticsearch;

/// <summary>Indexes on the tests' Elasticsearch under names of their own; removed when disposed.</summary>
internal sealed class TestDatabaseServer : IAsyncDisposable
{
    private readonly List<RefreshedIndex> made = [];

    /// <summary>A new, empty index whose changes are searchable when applied.</summary>
    public async Task<RefreshedIndex> CreateAsync(int shards = 1)
    {
        var options = new ElasticsearchOptions
        {
            Nodes = [await ElasticsearchServer.AddressAsync()], Name = $"test{Guid.NewGuid():N}", Shards = shards, Replicas = 0,
            // On a machine that runs all tests at once a search may take its time.
            SearchTimeout = TimeSpan.FromSeconds(30),
        };
        var client = new ElasticsearchClient(options);
        made.Add(new RefreshedIndex(new ElasticsearchIndex(client, options), client, options));
        return made[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var index in made)
        {
            await index.Inner.DeleteAsync();
            index.Client.Dispose();
        }
    }
}

/// <summary>Makes what was applied searchable before it is asked for, as tests want it.</summary>
internal sealed class RefreshedIndex(ElasticsearchIndex inner, ElasticsearchClient client, ElasticsearchOptions options) : ISearchIndex
{
    private bool stale = true;

    public ElasticsearchIndex Inner => inner;

    public ElasticsearchClient Client => client;

    public ElasticsearchOptions Options => options;

    public ILexicon Lexicon
    {
        get
        {
            RefreshAsync(default).AsTask().GetAwaiter().GetResult();
            return inner.Lexicon;
        }
    }

    public ValueTask PrepareAsync(CancellationToken cancel = default) => inner.PrepareAsync(cancel);

    public async ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default)
    {
        await RefreshAsync(cancel);
        return await inner.SearchAsync(query, cancel);
    }

    public async ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default)
    {
        await inner.ApplyAsync(changes, cancel);
        stale = true;
    }

    public ValueTask SaveAsync(string position, CancellationToken cancel = default) => inner.SaveAsync(position, cancel);

    public IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default) => inner.ListAsync(cancel);

    public async ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default)
    {
        await RefreshAsync(cancel);
        return await inner.StatusAsync(cancel);
    }

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) => inner.BeginRebuildAsync(cancel);

    /// <summary>The test's cluster disposes of it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask RefreshAsync(CancellationToken cancel)
    {
        if (!stale)
            return;
        await inner.RefreshAsync(cancel);
        stale = false;
    }
}
