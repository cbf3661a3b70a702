using System.Security.Cryptography;
using Dapper;
using Marketplace.Platform.Data.Private;
using Npgsql;

namespace Marketplace.Platform.Backup;

/// <summary>
/// The role that reads a backup's rows in: it may add rows to one database and nothing else, so that whatever a backup
/// says cannot change a table, reach a file or start a program. It lives as long as the restore.
/// </summary>
internal sealed class RestoreRole(PrivateServer cluster, NpgsqlConnection server, string database)
{
    private const string Name = "marketplace_restore";

    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>What PostgreSQL's own programs need to connect as this role.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(cluster.ClientEnvironment()) { ["PGUSER"] = Name, ["PGPASSWORD"] = _password };

    /// <summary>Makes the role, with its few rights; the tables are there and empty.</summary>
    public async Task GiveAsync(CancellationToken cancel)
    {
        await server.ExecuteAsync(new CommandDefinition($"""
            DROP ROLE IF EXISTS {Name};
            CREATE ROLE {Name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{_password}';
            REVOKE ALL ON DATABASE {database} FROM PUBLIC;
            GRANT CONNECT ON DATABASE {database} TO {Name};
            """, cancellationToken: cancel));
        await InDatabaseAsync($"""
            GRANT USAGE ON SCHEMA public TO {Name};
            GRANT INSERT ON ALL TABLES IN SCHEMA public TO {Name};
            GRANT UPDATE ON ALL SEQUENCES IN SCHEMA public TO {Name};
            """, cancel);
    }

    /// <summary>Takes back all that it had and might have left, and gives everybody's usual rights again.</summary>
    public async Task TakeBackAsync(CancellationToken cancel)
    {
        await InDatabaseAsync($"DROP OWNED BY {Name}", cancel);
        await server.ExecuteAsync(new CommandDefinition($"""
            GRANT CONNECT, TEMPORARY ON DATABASE {database} TO PUBLIC;
            DROP ROLE {Name};
            """, cancellationToken: cancel));
    }

    /// <summary>After a restore that failed, when its database is gone.</summary>
    public static Task DropAsync(NpgsqlConnection server) => server.ExecuteAsync($"DROP ROLE IF EXISTS {Name}");

    private async Task InDatabaseAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(database) + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancel));
    }
}
