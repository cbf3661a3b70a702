using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Demo;

public sealed class DemoCatalogueTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_Twice_ChangesNothingTheSecondTime()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new ReferenceDataStore(database.Source);
        var reference = await store.OpenAsync(Cancel);
        var first = await DemoCatalogue.AddAsync(database.Source, reference, 300, 1, Today, cancel: Cancel);
        var second = await DemoCatalogue.AddAsync(database.Source, reference, 300, 1, Today, cancel: Cancel);
        Assert.Equal((0, 0), (first.Changed, first.Unchanged));
        Assert.Equal((0, 0, first.Added, 0), (second.Added, second.Changed, second.Unchanged, second.Archived));
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        Assert.Equal(300, await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM action WHERE archived_at IS NULL AND insee IS NOT NULL"));
        Assert.Equal(300, await connection.ExecuteScalarAsync<int>("SELECT count(DISTINCT action_id) FROM outbox"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM provider WHERE placeholder OR name NOT LIKE '%(démo)'"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM certification WHERE placeholder"));
        Assert.True(await connection.ExecuteScalarAsync<bool>(
            "SELECT bool_or(capacity IS NOT NULL) AND bool_or(capacity IS NULL) FROM session"));
    }

    [Fact]
    public async Task Ensure_CatalogueOfOthersIsThere_AddsNothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new ReferenceDataStore(database.Source);
        var reference = await store.OpenAsync(Cancel);
        await using (var connection = await database.Source.OpenConnectionAsync(Cancel))
        {
            await connection.ExecuteAsync("""
                INSERT INTO provider (siret, name) VALUES ('13002374000439', 'Un organisme');
                INSERT INTO offer (siret, number, title, certification_code, content, content_hash)
                VALUES ('13002374000439', '1', 'Une formation', 'CPF202', '{}', '')
                """);
        }
        Assert.Equal(0, await DemoCatalogue.EnsureAsync(database.Source, reference, Today, cancel: Cancel));
    }

    [Fact]
    public async Task Ensure_FirstStart_SeedsTheDefaultOnce()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new ReferenceDataStore(database.Source);
        var reference = await store.OpenAsync(Cancel);
        Assert.Equal(DemoCatalogue.DefaultActions, await DemoCatalogue.EnsureAsync(database.Source, reference, Today, cancel: Cancel));
        Assert.Equal(0, await DemoCatalogue.EnsureAsync(database.Source, reference, Today.AddDays(40), cancel: Cancel));
    }
}
