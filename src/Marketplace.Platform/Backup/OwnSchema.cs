using System.Globalization;
using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Data.Migrations;
using Npgsql;

namespace Marketplace.Platform.Backup;

/// <summary>
/// The schema as this program's own migrations make it up to some step: what a backup of that step may contain, and what
/// its rows are put into. Nothing of a backup's own schema is ever executed.
/// </summary>
internal sealed record OwnSchema(byte[] Dump, DumpContents Contents)
{
    private const string Database = MarketplaceDatabase.PrivateName + "_schema";

    /// <summary>Makes the schema in a database of its own and takes it from there.</summary>
    /// <param name="lastMigration">The newest migration to apply.</param>
    /// <param name="logMonths">Partitions of the access log that it must have, beside those of today.</param>
    /// <param name="server">To the database postgres, as owner. Callers hold the lock of backup and restore.</param>
    /// <exception cref="SetupException">The migration is none of this program's.</exception>
    public static async Task<OwnSchema> MakeAsync(
        PrivateServer cluster, NpgsqlConnection server, string lastMigration, IReadOnlyList<DateOnly> logMonths, CancellationToken cancel)
    {
        var migrations = Migration.All.TakeWhile(migration => StringComparer.Ordinal.Compare(migration.Name, lastMigration) <= 0).ToList();
        if (migrations.Count == 0 || migrations[^1].Name != lastMigration)
            throw new SetupException($"La sauvegarde contient la migration {lastMigration}, que cette version du programme ne connaît pas : restaurez-la avec la version qui l’a écrite, ou une plus récente.");
        var tools = new DumpTools(cluster);
        await DropAsync(server);
        try
        {
            await server.ExecuteAsync(new CommandDefinition($"CREATE DATABASE {Database} TEMPLATE template0", cancellationToken: cancel));
            await using (var source = NpgsqlDataSource.Create(cluster.ConnectionString(Database) + ";Pooling=false"))
            {
                await MigrationRunner.MigrateAsync(source, migrations, cancel);
                await AddMonthsAsync(source, logMonths, cancel);
            }
            var dump = new MemoryStream();
            await tools.DumpAsync(Database, dump, cancel);
            dump.Position = 0;
            return new OwnSchema(dump.ToArray(), await tools.ListAsync(dump, cancel));
        }
        finally
        {
            await DropAsync(server);
        }
    }

    /// <summary>As <c>access_log_upkeep()</c> makes them.</summary>
    private static async Task AddMonthsAsync(NpgsqlDataSource source, IReadOnlyList<DateOnly> months, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        foreach (var month in months)
        {
            var name = $"access_log_{month.ToString("yyyyMM", CultureInfo.InvariantCulture)}";
            if (await connection.ExecuteScalarAsync<bool>("SELECT to_regclass(@name) IS NOT NULL", new { name }))
                continue;
            await connection.ExecuteAsync(new CommandDefinition($"""
                CREATE TABLE {name} PARTITION OF access_log FOR VALUES FROM ('{Text(month)}') TO ('{Text(month.AddMonths(1))}');
                CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
                """, cancellationToken: cancel));
        }
    }

    private static string Text(DateOnly month) => month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00+00";

    private static Task DropAsync(NpgsqlConnection server) => server.ExecuteAsync($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
}
