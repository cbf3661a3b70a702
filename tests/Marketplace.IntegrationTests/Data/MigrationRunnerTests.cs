using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Data;

public sealed class MigrationRunnerTests : IAsyncLifetime
{
    private static readonly Migration First = new("0001_first.sql", "CREATE TABLE first (id int);");
    private static readonly Migration Second = new("0002_second.sql", "CREATE TABLE second (id int);");

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Migrate_EmptyDatabase_AppliesAllInOrder() =>
        Assert.Equal(["0001_first.sql", "0002_second.sql"], await MigrateAsync(First, Second));

    [Fact]
    public async Task Migrate_AppliedBefore_AppliesOnlyTheNewOnes()
    {
        await MigrateAsync(First);
        Assert.Equal(["0002_second.sql"], await MigrateAsync(First, Second));
        Assert.Empty(await MigrateAsync(First, Second));
    }

    [Fact]
    public async Task Migrate_TextOfAnAppliedOneChanged_RefusesAndNamesIt()
    {
        await MigrateAsync(First);
        var failure = await Assert.ThrowsAsync<SetupException>(
            () => MigrateAsync(First with { Sql = "CREATE TABLE other (id int);" }, Second));
        Assert.Contains("0001_first.sql", failure.Message);
        Assert.False(await ExistsAsync("second"));
    }

    [Fact]
    public async Task Migrate_DatabaseOfANewerProgram_Refuses()
    {
        await MigrateAsync(First, Second);
        var failure = await Assert.ThrowsAsync<SetupException>(() => MigrateAsync(First));
        Assert.Contains("0002_second.sql", failure.Message);
    }

    [Fact]
    public async Task Migrate_NumberBelowAnAppliedOne_Refuses()
    {
        await MigrateAsync(Second);
        var failure = await Assert.ThrowsAsync<SetupException>(() => MigrateAsync(First, Second));
        Assert.Contains("0001_first.sql", failure.Message);
    }

    [Fact]
    public async Task Migrate_StatementFails_KeepsNothingOfThatMigration()
    {
        var broken = new Migration("0002_broken.sql", "CREATE TABLE half (id int); SELECT no_such_function();");
        var failure = await Assert.ThrowsAsync<SetupException>(() => MigrateAsync(First, broken));
        Assert.Contains("0002_broken.sql", failure.Message);
        Assert.True(await ExistsAsync("first"));
        Assert.False(await ExistsAsync("half"));
    }

    [Fact]
    public async Task Migrate_FourProcessesAtOnce_EachMigrationIsAppliedOnce()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateAsync(First, Second)));
        Assert.Equal(["0001_first.sql", "0002_second.sql"], applied.SelectMany(names => names));
    }

    [Fact]
    public void Checksum_LineEndsOfWindows_AreTheSame() =>
        Assert.Equal(new Migration("1", "a\nb\n").Checksum, new Migration("1", "a\r\nb\r\n").Checksum);

    private Task<IReadOnlyList<string>> MigrateAsync(params Migration[] migrations) =>
        MigrationRunner.MigrateAsync(_database.Source, migrations, TestContext.Current.CancellationToken);

    private async Task<bool> ExistsAsync(string table)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<bool>("SELECT to_regclass(@table) IS NOT NULL", new { table });
    }
}
