using Dapper;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Data;

public sealed class SchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Migrations_OfThisProgram_LeaveNothingMissing()
    {
        Assert.NotEmpty(Migration.All);
        Assert.Empty(await MigrationRunner.MissingAsync(database.Source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tables_ForeignKeys_AllHaveAnIndexOnTheirColumn()
    {
        // A foreign key without an index makes every delete or join on it read the whole table.
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var bare = await connection.QueryAsync<string>("""
            SELECT conrelid::regclass || ' ' || conname FROM pg_constraint key
            WHERE contype = 'f' AND NOT EXISTS (
                SELECT 1 FROM pg_index WHERE indrelid = key.conrelid AND indkey[0] = key.conkey[1])
            """);
        Assert.Empty(bare);
    }
}
