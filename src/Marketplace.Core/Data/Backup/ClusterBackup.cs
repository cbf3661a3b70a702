using Dapper;
using Marketplace.Core.Data.Cluster;
using Marketplace.Core.Data.Migrations;
using Npgsql;

namespace Marketplace.Core.Data.Backup;

/// <summary>Saves a private cluster's database to a file and brings it back, while the cluster serves.</summary>
public sealed class ClusterBackup(PrivateCluster cluster)
{
    private const string Live = MarketplaceDatabase.PrivateName;
    private const string Restoring = Live + "_restoring";
    private const string Replaced = Live + "_replaced";

    /// <summary>Writes one consistent snapshot.</summary>
    /// <exception cref="SetupException">The file exists or cannot be written, or pg_dump fails.</exception>
    public async Task<BackupManifest> SaveAsync(string path, CancellationToken cancel)
    {
        if (Path.Exists(path))
            throw new SetupException($"{path} existe déjà : donnez un autre nom, une sauvegarde n’en remplace pas une autre.");
        try
        {
            return await BackupFile.WriteAsync(path,
                (target, stop) => RunAsync("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--dbname", Live], null, target, stop),
                (checksum, bytes) => new BackupManifest(BackupManifest.CurrentFormat, TimeProvider.System.GetUtcNow(), cluster.Binaries.Major,
                    Migration.All[^1].Name, checksum, bytes),
                cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"La sauvegarde n’a pas pu être écrite dans {path} : {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Fills a fresh database from a backup, brings it to this program's schema and exchanges it for the live one in
    /// one step. Until then the live one serves; on any failure it stays. Connections to it are ended.
    /// </summary>
    /// <exception cref="SetupException">The file is no good, or restoring failed; nothing changed.</exception>
    public async Task<BackupManifest> RestoreAsync(string path, CancellationToken cancel)
    {
        var manifest = await BackupFile.VerifyAsync(path, cancel);
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        if (!await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(7420432)"))
            throw new SetupException("Une autre restauration est en cours sur ce dossier de données.");
        // What an interrupted restore left.
        await DropAsync(connection, Restoring);
        await DropAsync(connection, Replaced);
        try
        {
            await connection.ExecuteAsync($"CREATE DATABASE {Restoring} TEMPLATE template0");
            await BackupFile.ReadDumpAsync(path,
                (dump, stop) => RunAsync("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", Restoring], dump, null, stop), cancel);
            await PrepareAsync(cancel);
            await ExchangeAsync(connection, cancel);
        }
        finally
        {
            await DropAsync(connection, Restoring);
            await DropAsync(connection, Replaced);
        }
        return manifest;
    }

    /// <summary>Migrates, and makes every index distrust its position: it belongs to other transactions.</summary>
    private async Task PrepareAsync(CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(Restoring) + ";Pooling=false;Command Timeout=0");
        await MigrationRunner.MigrateAsync(source, cancel);
        await ApplicationRights.GrantAsync(source, PrivateCluster.ApplicationRole, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        // Transaction numbers of the old cluster mean nothing here; the indexes are built anew from the tables.
        await connection.ExecuteAsync("""
            TRUNCATE outbox;
            UPDATE index_epoch SET epoch = gen_random_uuid(), purged_xid = '0', purged_id = 0;
            ANALYZE;
            """);
    }

    private async Task ExchangeAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await ExistsAsync(connection, Live))
        {
            // The rename locks the database against new connections first, then waits for the old ones to go.
            var rename = connection.ExecuteAsync($"ALTER DATABASE {Live} RENAME TO {Replaced}", transaction: transaction);
            await EndConnectionsUntilAsync(rename, cancel);
        }
        await connection.ExecuteAsync($"ALTER DATABASE {Restoring} RENAME TO {Live}", transaction: transaction);
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

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string database) =>
        await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = @database)", new { database });

    private static Task DropAsync(NpgsqlConnection connection, string database) =>
        connection.ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, Stream? input, Stream? output, CancellationToken cancel)
    {
        var result = await Programs.PipeAsync(cluster.Binaries[program], arguments, cluster.ClientEnvironment(), input, output, cancel);
        if (result.Status != 0)
            throw new SetupException($"{program} a échoué : {result.Tail}");
    }
}
