using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Platform.Backup;

/// <summary>Saves a private server's database to a file, while the server serves.</summary>
public sealed class DatabaseBackup(PrivateServer cluster, MasterKeys keys)
{
    private const string Live = MarketplaceDatabase.PrivateName;

    /// <summary>Writes one consistent snapshot.</summary>
    /// <exception cref="SetupException">The file exists or cannot be written, pg_dump fails, or the snapshot could not be
    /// restored.</exception>
    public async Task<BackupManifest> SaveAsync(string path, CancellationToken cancel)
    {
        if (Path.Exists(path))
            throw new SetupException($"{path} existe déjà : donnez un autre nom, une sauvegarde n’en remplace pas une autre.");
        await using var turn = await BackupTurn.TakeAsync(cluster, cancel);
        var migration = await LastMigrationAsync(cancel);
        await CheckAsync(turn.Server, migration, cancel);
        try
        {
            return await BackupFile.WriteAsync(path, keys, (target, stop) => new DumpTools(cluster).DumpAsync(Live, target, stop),
                async (checksum, bytes, stop) => await LastMigrationAsync(stop) == migration
                    ? new BackupManifest(BackupManifest.CurrentFormat, TimeProvider.System.GetUtcNow(), cluster.Binaries.Major, migration,
                        checksum, bytes)
                    : throw new SetupException("La base de données a été mise à niveau pendant la sauvegarde : recommencez."),
                cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"La sauvegarde n’a pas pu être écrite dans {path} : {failure.Message}", failure);
        }
    }

    /// <summary>A backup that a restore would refuse must be known while the database is still there.</summary>
    private async Task CheckAsync(NpgsqlConnection server, string migration, CancellationToken cancel)
    {
        var tools = new DumpTools(cluster);
        var there = await tools.ListSchemaAsync(Live, cancel);
        var own = await OwnSchema.MakeAsync(cluster, server, migration, there.LogMonths(), cancel);
        if (there.Beyond(own.Contents) is { Count: > 0 } foreign)
            throw new SetupException($"La base de données contient des objets qui ne sont pas du programme, et qu’une restauration refuserait : {ForeignObjects.Text(foreign)}. Supprimez-les, ou gardez-les dans une base à part, puis recommencez.");
    }

    private async Task<string> LastMigrationAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(Live) + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancel);
            if (await connection.ExecuteScalarAsync<string?>(
                new CommandDefinition("SELECT max(name COLLATE \"C\") FROM schema_migration", cancellationToken: cancel)) is { } last)
                return last;
        }
        catch (PostgresException failure) when (
            failure.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable)
        {
            // No server has run here yet.
        }
        throw new SetupException("La base de données est vide : il n’y a rien à sauvegarder.");
    }
}
