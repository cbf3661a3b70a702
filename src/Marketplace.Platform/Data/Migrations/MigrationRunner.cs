using Dapper;
using Npgsql;

namespace Marketplace.Platform.Data.Migrations;

/// <summary>
/// Brings a database to the schema of this program: each missing migration in its own transaction, all under an
/// advisory lock so that processes starting together take turns.
/// </summary>
public static class MigrationRunner
{
    /// <summary>Key of the advisory lock; any number that nothing else here locks.</summary>
    private const long LockKey = 0x4D61726B6574;

    /// <summary>Applies what is missing.</summary>
    /// <param name="database">Connects as the owner of the schema.</param>
    /// <returns>Names of the migrations applied now.</returns>
    /// <exception cref="SetupException">The database does not fit this program.</exception>
    public static Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource database, CancellationToken cancel = default) =>
        MigrateAsync(database, Migration.All, cancel);

    /// <inheritdoc cref="MigrateAsync(NpgsqlDataSource, CancellationToken)"/>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        NpgsqlDataSource database, IReadOnlyList<Migration> migrations, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition("SELECT pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: 0, cancellationToken: cancel));
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("""
                CREATE TABLE IF NOT EXISTS schema_migration (
                    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
                """, cancellationToken: cancel));
            var missing = Missing(migrations, await AppliedAsync(connection, cancel));
            foreach (var migration in missing)
                await ApplyAsync(connection, migration, cancel);
            return [.. missing.Select(migration => migration.Name)];
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    /// <summary>Names of the migrations that a database still lacks; for health checks.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. Missing(Migration.All, await AppliedAsync(connection, cancel)).Select(migration => migration.Name)];
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        (await connection.QueryAsync<(string Name, string Checksum)>(
            new CommandDefinition("SELECT name, checksum FROM schema_migration", cancellationToken: cancel)))
            .ToDictionary(row => row.Name, row => row.Checksum);

    private static List<Migration> Missing(IReadOnlyList<Migration> migrations, Dictionary<string, string> applied)
    {
        var known = migrations.ToDictionary(migration => migration.Name);
        foreach (var (name, checksum) in applied)
        {
            if (!known.TryGetValue(name, out var migration))
                throw new SetupException($"La base de données a reçu la migration {name}, que cette version du programme ne connaît pas : elle a été mise à niveau par une version plus récente. Lancez cette version-là, ou restaurez une sauvegarde.");
            if (migration.Checksum != checksum)
                throw new SetupException($"La migration {name} a changé depuis qu’elle a été appliquée à cette base de données. Une migration appliquée ne se modifie pas : remettez son texte d’origine et ajoutez une migration suivante.");
        }
        var missing = migrations.Where(migration => !applied.ContainsKey(migration.Name)).ToList();
        var last = applied.Keys.Max(StringComparer.Ordinal);
        if (missing.FirstOrDefault(migration => StringComparer.Ordinal.Compare(migration.Name, last) < 0) is { } late)
            throw new SetupException(
                $"La migration {late.Name} vient avant {last}, qui est déjà appliquée : donnez-lui un numéro plus grand.");
        return missing;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition(migration.Sql, transaction: transaction, commandTimeout: 0, cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition("INSERT INTO schema_migration (name, checksum) VALUES (@Name, @Checksum)",
                new { migration.Name, migration.Checksum }, transaction, cancellationToken: cancel));
            await transaction.CommitAsync(cancel);
        }
        catch (PostgresException failure)
        {
            throw new SetupException($"La migration {migration.Name} a échoué ({failure.MessageText}) ; rien n’en a été gardé.", failure);
        }
    }
}
