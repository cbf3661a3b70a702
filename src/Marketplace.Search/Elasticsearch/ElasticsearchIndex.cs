using System.Runtime.CompilerServices;
using Elastic.Clients.Elasticsearch;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Elastic.Clients.Elasticsearch.QueryDsl;
using Marketplace.Search.Elasticsearch.Querying;
using Marketplace.Search.Embedded;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// The search engine beyond one machine: an index on an Elasticsearch 8 cluster. Changes are searchable after the
/// cluster's next refresh. One process at a time feeds it; any number search it.
/// </summary>
public sealed partial class ElasticsearchIndex : ISearchIndex
{
    /// <summary>How old the words may be that texts are understood with, where another process writes.</summary>
    private static readonly TimeSpan WordsAge = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PurgeEvery = TimeSpan.FromHours(12);

    private readonly ElasticsearchClient client;
    private readonly LiveIndex live;
    private readonly BulkWriter writer;
    private readonly ClusterWordsReader reader;
    private readonly SearchTurns turns;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile ClusterWords words = ClusterWords.Empty();
    private long wordsReadAt;
    private volatile bool prepared;
    private volatile bool exists;
    private DateTimeOffset purgedAt;

    public ElasticsearchIndex(ElasticsearchClient client, ElasticsearchOptions options, TimeProvider? clock = null)
    {
        this.client = client;
        this.clock = clock ?? TimeProvider.System;
        live = new LiveIndex(client, options, this.clock);
        writer = new BulkWriter(client, options, this.clock);
        turns = new SearchTurns(options.ConcurrentSearches, this.clock);
        reader = new ClusterWordsReader(client, live.Names.Live);
        Lexicon = new LiveLexicon(this);
    }

    public ILexicon Lexicon { get; }

    /// <summary>Indexes of another format have another name: each is fed on its own.</summary>
    public string SharedName => live.Names.Live;

    /// <summary>Reads the words of the index, the first time and then aside when they may have aged.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancel = default)
    {
        if (!prepared)
            await ReadWordsAsync(cancel);
        else if (clock.GetElapsedTime(Volatile.Read(ref wordsReadAt)) > WordsAge && reading.CurrentCount > 0)
            _ = ReadWordsAsideAsync();
    }

    public async ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default)
    {
        await PrepareAsync(cancel);
        var known = words;
        var compiled = new CompiledQuery(query, known.Lexicon, known.Documents);
        try
        {
            var run = new ClusterSearchRun(new RowSearch(client, live.Names.Live, compiled), compiled, known.Providers);
            return await turns.RunAsync(() => run.RunAsync(cancel), cancel);
        }
        catch (ElasticsearchException absent) when (absent.Status == 404)
        {
            throw new SearchUnavailableException("The index is not built yet.", absent);
        }
    }

    public async ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default)
    {
        if (changes.Count == 0)
            return;
        if (!exists)
        {
            await live.EnsureAsync(cancel);
            exists = true;
        }
        var known = words;
        await writer.WriteAsync(live.Names.Live, isAlias: true, changes, cancel, known.Lexicon.Meet);
        foreach (var change in changes)
            if (change.Document is { } put)
                known.Providers.Add(put.Provider.Siret);
    }

    /// <summary>Makes all that was applied searchable, and its words known, now.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        await live.EnsureAsync(cancel);
        await live.RefreshAsync(live.Names.Live, cancel);
        await ReadWordsAsync(cancel);
    }

    public async ValueTask SaveAsync(string position, CancellationToken cancel = default)
    {
        await live.EnsureAsync(cancel);
        if (await live.CurrentAsync(cancel) is { } current)
            await live.SaveAsync(current, position, cancel);
        if (clock.GetUtcNow() - purgedAt < PurgeEvery)
            return;
        purgedAt = clock.GetUtcNow();
        await new DeletionPurge(client, live.Names.Live).RunAsync(purgedAt - DeletionPurge.Kept, cancel);
    }

    public async IAsyncEnumerable<DocumentVersion> ListAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await live.EnsureAsync(cancel);
        await live.RefreshAsync(live.Names.Live, cancel);
        await foreach (var document in new DocumentList(client, live.Names.Live).ReadAsync(cancel))
            yield return document;
    }

    public async ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default)
    {
        if (await live.CurrentAsync(cancel) is not { } current)
            return new IndexStatus("elasticsearch", 0, null, 0, null);
        var (position, savedAt) = await live.PositionAsync(current, cancel);
        var count = await client.AdministerAsync(CallKind.Read, c => c.CountAsync(
            new CountRequest(current) { Query = new BoolQuery { MustNot = [new ExistsQuery("deleted")] } }, cancel));
        var stats = await client.AdministerAsync(CallKind.Read, c => c.Indices.StatsAsync(
            new IndicesStatsRequest(current, [CommonStatsFlag.Store]), cancel));
        return new IndexStatus("elasticsearch", count.Count, position, stats.All.Total!.Store!.SizeInBytes, savedAt);
    }

    public async ValueTask<LiveState> LiveAsync(CancellationToken cancel = default) =>
        await live.CurrentAsync(cancel) is { } current
            ? new(current, (await live.PositionAsync(current, cancel)).Position) : new(null, null);

    public async ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) =>
        new ElasticsearchRebuild(await live.CreateAsync(cancel), live, writer, ReadWordsAsync);

    /// <summary>Makes the index from before the last rebuild the live one again. False when there is none.</summary>
    public async Task<bool> ReturnAsync(CancellationToken cancel = default)
    {
        var returned = await live.ReturnAsync(cancel);
        if (returned)
            await ReadWordsAsync(cancel);
        return returned;
    }

    /// <summary>Removes all indexes of this name and format, with what is noted of them.</summary>
    public Task DeleteAsync(CancellationToken cancel = default) => live.DeleteAllAsync(cancel);

    /// <summary>The client belongs to who made it.</summary>
    public ValueTask DisposeAsync()
    {
        reading.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadWordsAsync(CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        try
        {
            words = await reader.ReadAsync(words, cancel);
            Volatile.Write(ref wordsReadAt, clock.GetTimestamp());
            prepared = true;
        }
        catch (ElasticsearchException absent) when (absent.Status == 404)
        {
            throw new SearchUnavailableException("The index is not built yet.", absent);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task ReadWordsAsideAsync()
    {
        try
        {
            await ReadWordsAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is SearchUnavailableException or ElasticsearchException or ObjectDisposedException)
        {
            // The words of before stay good enough; the next search tries again.
            Volatile.Write(ref wordsReadAt, clock.GetTimestamp());
        }
    }

    /// <summary>The lexicon as last read.</summary>
    private sealed class LiveLexicon(ElasticsearchIndex index) : ILexicon
    {
        private TermLexicon Terms => index.words.Lexicon;

        public int Naming(string token) => Terms.Naming(token);

        public int Frequency(string token) => Terms.Frequency(token);

        public IReadOnlyList<LexiconTerm> Near(string word, int maxEdits, int prefix, int limit) =>
            Terms.Near(word, maxEdits, prefix, limit);

        public IReadOnlyList<LexiconTerm> StartingWith(string prefix, int limit) => Terms.StartingWith(prefix, limit);
    }
}
