using Dapper;
using Hangfire.PostgreSql;
using Marketplace.Testing;
using Marketplace.Web.Jobs;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Jobs;

/// <summary>Hangfire's tables are made by our migration, and are those that the package would make.</summary>
public sealed class JobSchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Columns, indexes, keys and sequences, each in one line.</summary>
    private const string Objects = """
        SELECT format('column %s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'hangfire'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'hangfire'::regnamespace
        UNION ALL SELECT format('key %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'hangfire'::regnamespace
        UNION ALL SELECT format('sequence %s %s %s', sequencename, data_type, cycle) FROM pg_sequences WHERE schemaname = 'hangfire'
        UNION ALL SELECT format('%s %s %s %s', c.relkind, c.relname, c.relpersistence, c.relreplident) FROM pg_class c WHERE c.relnamespace = 'hangfire'::regnamespace
        UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'hangfire'::regnamespace
        UNION ALL SELECT 'version ' || version FROM hangfire.schema
        """;

    [Fact]
    public async Task Migration_MakesWhatThePackageWouldMake()
    {
        await using var other = await TestDatabase.CreateEmptyAsync();
        _ = new PostgreSqlStorage(
            new JobConnections(other.Source),
            new PostgreSqlStorageOptions { SchemaName = JobsSetup.Schema, PrepareSchemaIfNecessary = true });
        var (theirs, ours) = (await ObjectsAsync(other.Source), await ObjectsAsync(database.Source));
        Assert.NotEmpty(theirs);
        Assert.Equal(theirs, ours);
        Assert.Equal(12, ours.Count(line => line.StartsWith("r ", StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<string>> ObjectsAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. (await connection.QueryAsync<string>(Objects)).Order(StringComparer.Ordinal)];
    }
}
