using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Data;
using Marketplace.Search;
using Marketplace.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

/// <summary>A database of one's own with an index of one's own, and everything between them; no server.</summary>
public sealed class CatalogueFixture : IAsyncDisposable
{
    public const string Siret = "99900000000018";

    private readonly string folder = Directory.CreateTempSubdirectory("index-").FullName;
    private readonly TestDatabase database;

    private CatalogueFixture(TestDatabase database, ReferenceData reference, ISearchIndex? index)
    {
        this.database = database;
        Index = new FaultyIndex(index ?? Marketplace.Search.Embedded.EmbeddedIndex.Open(folder));
        var used = index ?? Index;
        Rows = new ActionRows(database.Source);
        Dead = new DeadLetters(database.Source);
        var projector = new Projector(Rows, Dead, () => reference, NullLogger<Projector>.Instance);
        Turn = new FeedingTurn(database.Source, used, NullLogger<FeedingTurn>.Instance);
        Feed = new OutboxFeed(
            database.Source, used, projector, new IndexRebuild(database.Source, used, Rows, projector), Turn,
            NullLogger<OutboxFeed>.Instance);
        Drift = new DriftCheck(database.Source, used, Rows, projector, Feed);
        Tasks = new IndexTasks(database.Source, used, Feed, Drift, new SampleCheck(database.Source, used, Feed), Dead, []);
    }

    public FaultyIndex Index { get; }

    public ActionRows Rows { get; }

    public DeadLetters Dead { get; }

    public FeedingTurn Turn { get; }

    public OutboxFeed Feed { get; }

    public IndexTasks Tasks { get; }

    public DriftCheck Drift { get; }

    /// <param name="index">The engine; null: an embedded one that can be made to fail.</param>
    public static async Task<CatalogueFixture> CreateAsync(ISearchIndex? index = null)
    {
        var database = await TestDatabase.CreateAsync();
        var store = new ReferenceDataStore(database.Source);
        return new(database, await store.OpenAsync(TestContext.Current.CancellationToken), index);
    }

    /// <summary>Another process on the same database; ends before the first one.</summary>
    public async Task<CatalogueFixture> BesideAsync(ISearchIndex? index = null) =>
        new(database, await new ReferenceDataStore(database.Source).OpenAsync(TestContext.Current.CancellationToken),
            index) { ownsDatabase = false };

    private bool ownsDatabase = true;

    public async Task PublishAsync(params AcceptedOffer[] offers)
    {
        await using var import = await CatalogueImport.BeginAsync(database.Source, Siret, TestContext.Current.CancellationToken);
        foreach (var offer in offers)
            await import.AddAsync(offer, TestContext.Current.CancellationToken);
        await import.CommitAsync(true, TestContext.Current.CancellationToken);
    }

    /// <summary>Ids of the actions that a search for everything finds.</summary>
    public async Task<IReadOnlyList<string>> SearchableAsync() =>
        [.. (await FoundAsync()).Select(document => document.Id).Order(StringComparer.Ordinal)];

    /// <summary>Documents that a search for everything finds.</summary>
    public async Task<IReadOnlyList<ActionDocument>> FoundAsync()
    {
        var result = await Index.SearchAsync(
            new EngineQuery(new SearchQuery { Today = new(2026, 11, 22), PageSize = 50, Collapse = false }, []),
            TestContext.Current.CancellationToken);
        return [.. result.Hits.Select(h => h.Document)];
    }

    public Task InTransactionAsync(Func<NpgsqlConnection, Task> work) =>
        database.Source.InTransactionAsync(work, TestContext.Current.CancellationToken);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql);
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Turn.DisposeAsync();
        await Index.DisposeAsync();
        if (ownsDatabase)
            await database.DisposeAsync();
        Directory.Delete(folder, true);
    }
}
