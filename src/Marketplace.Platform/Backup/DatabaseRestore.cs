using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Platform.Backup;

/// <summary>
/// Brings a private server's database back from a file, while the server serves. Only rows come from the file: the
/// schema is made by this program's migrations, and a role that may do nothing else adds the rows.
/// </summary>
public sealed class DatabaseRestore(PrivateServer cluster, MasterKeys keys)
{
    private const string Live = MarketplaceDatabase.PrivateName;
    private const string Restoring = Live + "_restoring";
    private const string Replaced = Live + "_replaced";

    /// <summary>
    /// Fills a fresh database from a backup, brings it to this program's schema and exchanges it for the live one in
    /// one step. Until then the live one serves; on any failure it stays. Connections to it are ended.
    /// </summary>
    /// <exception cref="SetupException">The file is no good or not of this installation, or restoring failed; nothing changed.</exception>
    public async Task<BackupManifest> RunAsync(string path, CancellationToken cancel)
    {
        await using var file = await BackupFile.OpenAsync(path, keys, cancel);
        await using var turn = await BackupTurn.TakeAsync(cluster, cancel);
        var server = turn.Server;
        // What an interrupted restore left.
        await CleanAsync(server);
        try
        {
            await FillAsync(file, server, await SchemaAsync(file, server, path, cancel), cancel);
            await PrepareAsync(cancel);
            await ExchangeAsync(server, cancel);
        }
        catch (NpgsqlException failure)
        {
            throw new SetupException($"La restauration a échoué : {failure.Message} Rien n’a été changé.", failure);
        }
        finally
        {
            await CleanAsync(server);
        }
        return file.Manifest;
    }

    /// <summary>The schema for the file's rows.</summary>
    /// <exception cref="SetupException">The file contains something that does not belong to it.</exception>
    private async Task<OwnSchema> SchemaAsync(BackupFile file, NpgsqlConnection server, string path, CancellationToken cancel)
    {
        DumpContents? contents = null;
        await file.ReadBeginningAsync(async (dump, stop) => contents = await new DumpTools(cluster).ListAsync(dump, stop), cancel);
        var schema = await OwnSchema.MakeAsync(cluster, server, file.Manifest.LastMigration, contents!.LogMonths(), cancel);
        return contents.Beyond(schema.Contents) is { Count: > 0 } foreign
            ? throw new SetupException(
                $"{path} contient des objets qui ne sont pas du programme : {ForeignObjects.Text(foreign)}. Rien n’a été changé.")
            : schema;
    }

    private async Task FillAsync(BackupFile file, NpgsqlConnection server, OwnSchema schema, CancellationToken cancel)
    {
        var tools = new DumpTools(cluster);
        await server.ExecuteAsync(new CommandDefinition($"CREATE DATABASE {Restoring} TEMPLATE template0", cancellationToken: cancel));
        await tools.RestoreAsync(Restoring, "pre-data", cluster.ClientEnvironment(), new MemoryStream(schema.Dump), cancel);
        var role = new RestoreRole(cluster, server, Restoring);
        await role.GiveAsync(cancel);
        await file.ReadDumpAsync((dump, stop) => tools.RestoreAsync(Restoring, "data", role.Environment, dump, stop), cancel);
        await role.TakeBackAsync(cancel);
        // Keys, references and triggers come after the rows: they check what is there, and no trigger runs for old rows.
        await tools.RestoreAsync(Restoring, "post-data", cluster.ClientEnvironment(), new MemoryStream(schema.Dump), cancel);
    }

    /// <summary>Migrates, and takes their force from what was ended or used since.</summary>
    private async Task PrepareAsync(CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(Restoring) + ";Pooling=false;Command Timeout=0");
        await MigrationRunner.MigrateAsync(source, cancel);
        await ApplicationRights.GrantAsync(source, PrivateServer.ApplicationRole, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("SELECT after_restore(); ANALYZE;", cancellationToken: cancel));
    }

    private async Task ExchangeAsync(NpgsqlConnection server, CancellationToken cancel)
    {
        await using var transaction = await server.BeginTransactionAsync(cancel);
        if (await ExistsAsync(server, Live))
        {
            // The rename locks the database against new connections first, then waits for the old ones to go.
            var rename = server.ExecuteAsync($"ALTER DATABASE {Live} RENAME TO {Replaced}", transaction: transaction);
            await EndConnectionsUntilAsync(rename, cancel);
        }
        await server.ExecuteAsync($"ALTER DATABASE {Restoring} RENAME TO {Live}", transaction: transaction);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task EndConnectionsUntilAsync(Task done, CancellationToken cancel)
    {
        await using var other = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await other.OpenAsync(cancel);
        while (!done.IsCompleted)
        {
            await other.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @Live", new { Live });
            await Task.WhenAny(done, Task.Delay(50, cancel));
        }
        await done;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection server, string database) =>
        await server.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = @database)", new { database });

    private static async Task CleanAsync(NpgsqlConnection server)
    {
        foreach (var database in new[] { Restoring, Replaced })
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        await RestoreRole.DropAsync(server);
    }
}
