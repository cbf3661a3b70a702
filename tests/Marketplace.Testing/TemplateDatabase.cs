using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Data.Migrations;
using Npgsql;

namespace Marketplace.Testing;

/// <summary>
/// A migrated database with the reference tables of seed-data, which the tests' databases are copied from: faster than
/// migrating each and loading 35,000 communes into each.
/// </summary>
internal static class TemplateDatabase
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static string? _ready;

    /// <summary>Its name, which follows the text of the migrations and of seed-data; made at first use.</summary>
    public static async Task<string> NameAsync(PostgresServer server)
    {
        await OneAtATime.WaitAsync();
        try
        {
            return _ready ??= await MakeAsync(server);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<string> MakeAsync(PostgresServer server)
    {
        var checksums = string.Concat([.. Migration.All.Select(migration => migration.Checksum), SeedLoader.Checksum]);
        var name = "template_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(checksums)))[..16];
        await using var connection = await server.OpenMaintenanceAsync();
        // Test processes take turns; a half-made template of a killed one is made again.
        await ExecuteAsync(connection, "SELECT pg_advisory_lock(7420431)");
        if (await IsCompleteAsync(connection, name))
            return name;
        await DropLeftOversAsync(connection);
        await ExecuteAsync(connection, $"CREATE DATABASE {name}");
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString(name) + ";Pooling=false"))
        {
            await MigrationRunner.MigrateAsync(source);
            await SeedLoader.LoadAsync(source);
        }
        await ExecuteAsync(connection, $"ALTER DATABASE {name} IS_TEMPLATE true");
        return name;
    }

    private static async Task<bool> IsCompleteAsync(NpgsqlConnection connection, string name)
    {
        await using var find = new NpgsqlCommand(
            "SELECT datistemplate FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        return await find.ExecuteScalarAsync() is true;
    }

    /// <summary>Databases of test processes that are no more, and templates of older migrations.</summary>
    private static async Task DropLeftOversAsync(NpgsqlConnection connection)
    {
        var names = new List<string>();
        await using (var find = new NpgsqlCommand("""
            SELECT datname FROM pg_database
            WHERE datname LIKE 'template\_%' OR datname LIKE 'test\_%' AND inet_server_addr() = '127.0.0.1'
            """, connection))
        await using (var reader = await find.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                names.Add(reader.GetString(0));
        }
        foreach (var name in names.Where(name => name.StartsWith("template_", StringComparison.Ordinal) || !IsOfLivingProcess(name)))
        {
            await ExecuteAsync(connection, $"ALTER DATABASE {name} IS_TEMPLATE false");
            await ExecuteAsync(connection, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static bool IsOfLivingProcess(string name) =>
        int.TryParse(name.Split('_')[1], CultureInfo.InvariantCulture, out var process)
            && Process.GetProcesses().Any(living => living.Id == process);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
