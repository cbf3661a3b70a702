using Dapper;
using Marketplace.Platform.Data.Editing;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Data;

/// <summary>What contexts are told of tables is what our migrations made.</summary>
public sealed class MappedSchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<Type> Contexts() => [.. MarketplaceContexts.All];

    [Theory, MemberData(nameof(Contexts))]
    public async Task Model_OfEachContext_IsTheMigratedSchema(Type type)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var context = (MarketplaceContext)Activator.CreateInstance(type)!;
        Assert.Empty(await DifferencesAsync(connection, context.Model.GetRelationalModel()));
    }

    [Fact]
    public async Task Model_WithEveryKindOfMistake_IsToldOfEach()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("""
            CREATE TABLE odd (id uuid PRIMARY KEY, count bigint NOT NULL, note text, needed text NOT NULL, name text NOT NULL UNIQUE);
            CREATE TABLE odd_part (odd_id uuid NOT NULL REFERENCES odd, line integer NOT NULL, twin_id uuid, PRIMARY KEY (odd_id, line))
            """);
        await using var context = new OddContext();
        Assert.Equal(
        [
            "missing.id: no such column", "odd.count: integer, is bigint", "odd.gone: no such column",
                "odd.needed: not mapped, and the table demands it", "odd.note: never null, may be null",
            "odd_part: key line, is odd_id, line", "odd_part: no foreign key twin_id to odd",
        ], (await DifferencesAsync(connection, context.Model.GetRelationalModel())).Order(StringComparer.Ordinal));
    }

    /// <summary>Rows that two may change at the same time are told apart by their version.</summary>
    [Theory, MemberData(nameof(Contexts))]
    public async Task Tables_OfEachContext_HaveAVersion(Type type)
    {
        await using var context = (MarketplaceContext)Activator.CreateInstance(type)!;
        Assert.All(context.Model.GetRelationalModel().Tables, table => Assert.Contains(table.Columns, column => column.Name == "xmin"));
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(NpgsqlConnection connection, IRelationalModel model)
    {
        var columns = (await connection.QueryAsync<(string Table, string Name, string Type, bool Required, bool Filled)>("""
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attnum < 0 OR a.atthasdef OR a.attidentity <> '' OR NOT a.attnotnull
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
            """)).ToLookup(column => column.Table);
        var keys = (await connection.QueryAsync<(string Table, string? To, string Columns)>("""
            SELECT p.conrelid::regclass::text, nullif(p.confrelid, 0)::regclass::text, string_agg(a.attname, ', ' ORDER BY k.place)
            FROM pg_constraint p CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY k(number, place)
            JOIN pg_attribute a ON a.attrelid = p.conrelid AND a.attnum = k.number
            WHERE p.contype IN ('p', 'f') GROUP BY p.oid
            """)).ToHashSet();
        var wrong = model.Tables.Cast<ITableBase>().Concat(model.Views).SelectMany(table => table.Columns.Select(column =>
            columns[table.Name].Where(made => made.Name == column.Name).Select(made => (made.Type, Nullable: !made.Required))
                .SingleOrDefault() switch
            {
                (null, _) => $"{table.Name}.{column.Name}: no such column",
                var (made, _) when made != column.StoreType => $"{table.Name}.{column.Name}: {column.StoreType}, is {made}",
                var (_, nullable) when nullable != column.IsNullable =>
                    $"{table.Name}.{column.Name}: {(column.IsNullable ? "may be null" : "never null")}, {(nullable ? "may be null" : "is never")}",
                _ => null,
            }));
        var unfilled = model.Tables.SelectMany(
            table => columns[table.Name].Where(made => !made.Filled && table.Columns.All(column => column.Name != made.Name))
            .Select(made => $"{table.Name}.{made.Name}: not mapped, and the table demands it"));
        var otherKeys = model.Tables.Select(
            table => (table.Name, Key: Names(table.PrimaryKey!.Columns),
            Made: keys.SingleOrDefault(key => key.Table == table.Name && key.To is null).Columns))
            .Where(table => table.Made is not null && table.Made != table.Key)
                .Select(table => $"{table.Name}: key {table.Key}, is {table.Made}");
        var foreign = model.Tables.SelectMany(table => table.ForeignKeyConstraints)
            .Select(key => (Table: key.Table.Name, To: key.PrincipalTable.Name, Columns: Names(key.Columns)))
            .Where(key => !keys.Contains(key)).Select(key => $"{key.Table}: no foreign key {key.Columns} to {key.To}");
        return [.. wrong.OfType<string>().Concat(unfilled).Concat(otherKeys).Concat(foreign)];
    }

    private static string Names(IEnumerable<IColumnBase> columns) => string.Join(", ", columns.Select(column => column.Name));

    private sealed class OddContext : MarketplaceContext
    {
        protected override void Map(ModelBuilder model)
        {
            model.Entity<Odd>().ToTable("odd");
            model.Entity<OddPart>().ToTable("odd_part").HasKey(part => part.Line);
            model.Entity<OddPart>().HasOne<Odd>().WithMany().HasForeignKey(part => part.OddId);
            model.Entity<OddPart>().HasOne<Odd>().WithMany().HasForeignKey(part => part.TwinId);
            model.Entity<Missing>().ToTable("missing");
        }
    }

    private sealed class Odd : EditedRow
    {
        public Guid Id { get; init; }
        public int Count { get; init; }
        public required string Note { get; init; }
        public required string Name { get; init; }
        public string? Gone { get; init; }
    }

    private sealed class OddPart : EditedRow
    {
        public Guid OddId { get; init; }
        public int Line { get; init; }
        public Guid? TwinId { get; init; }
    }

    private sealed class Missing
    {
        public Guid Id { get; init; }
    }
}
