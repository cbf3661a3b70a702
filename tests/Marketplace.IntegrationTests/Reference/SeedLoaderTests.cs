using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Reference;

public sealed class SeedLoaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_EmptyDatabase_LoadsEveryTable()
    {
        await using var database = await MigratedAsync();
        using var store = new ReferenceDataStore(database.Source);
        var data = await store.OpenAsync(Cancel);
        Assert.Equal(35_014, data.Places.All.Count);
        Assert.Equal("Rhône", data.Departments["69"].Name);
        Assert.Equal("Auvergne-Rhône-Alpes", data.Regions[data.Departments["69"].Region].Name);
        Assert.Equal("Agro-alimentaire, alimentation, cuisine", data.NsfDomains["221"]);
        Assert.Equal(8, data.Levels.Count);
        Assert.Equal(["69001"], data.Places.ByInsee("69381")!.Postcodes);
        Assert.Equal("69123", data.Places.ByInsee("69381")!.Parent);
    }

    [Fact]
    public async Task Load_ASecondTime_WritesNothing()
    {
        await using var database = await MigratedAsync();
        await SeedLoader.LoadAsync(database.Source, Cancel);
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        var before = await StampsAsync();
        await SeedLoader.LoadAsync(database.Source, Cancel);
        Assert.Equal(before, await StampsAsync());

        async Task<List<string>> StampsAsync() =>
            [.. await connection.QueryAsync<string>("SELECT max(xmin::text::bigint)::text FROM place UNION ALL SELECT string_agg(loaded_at::text, ',' ORDER BY name) FROM seed_file")];
    }

    [Fact]
    public async Task Load_FromSeveralProcessesAtOnce_Agrees()
    {
        await using var own = await MigratedAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SeedLoader.LoadAsync(own.Source, Cancel)));
        await using var connection = await own.Source.OpenConnectionAsync(Cancel);
        Assert.Equal(35_014, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM place"));
    }

    [Fact]
    public async Task Load_AChangedFile_KeepsOfficialRows()
    {
        await using var own = await MigratedAsync();
        await SeedLoader.LoadAsync(own.Source, Cancel);
        await using var connection = await own.Source.OpenConnectionAsync(Cancel);
        await connection.ExecuteAsync("""
            UPDATE place SET lat = 1.5, official = true WHERE insee = '69123';
            UPDATE place SET lat = 1.5 WHERE insee = '38185';
            UPDATE seed_file SET checksum = 'older' WHERE name = 'places.csv'
            """);
        await SeedLoader.LoadAsync(own.Source, Cancel);
        Assert.Equal(1.5, await connection.ExecuteScalarAsync<double>("SELECT lat FROM place WHERE insee = '69123'"));
        Assert.InRange(await connection.ExecuteScalarAsync<double>("SELECT lat FROM place WHERE insee = '38185'"), 45, 46);
    }

    /// <summary>The other tests' databases have the seed already.</summary>
    private static async Task<TestDatabase> MigratedAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await MigrationRunner.MigrateAsync(database.Source, Cancel);
        return database;
    }
}
