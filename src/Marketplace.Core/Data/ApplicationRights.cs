using Dapper;
using Npgsql;

namespace Marketplace.Core.Data;

/// <summary>
/// What the application's database role may do: read and write rows, but neither change the schema nor rewrite what is
/// only added to (access log, histories). Given anew after each migration, by the schema's owner.
/// </summary>
public static class ApplicationRights
{
    /// <summary>Tables that are only added to; when and in which order is the database's to say.</summary>
    private static readonly string[] OnlyAddedTo = ["access_log", "account_event"];

    /// <summary>Tables that the application reads and never writes: filled by the owner's functions and migrations.</summary>
    private static readonly string[] OnlyRead = ["access_log_held", "schema_migration"];

    /// <summary>Tables whose rows come and go, but never change.</summary>
    private static readonly string[] NeverChanged = ["query_log"];

    /// <summary>Gives a role its rights.</summary>
    /// <param name="owner">Connects as the owner of the schema.</param>
    public static async Task GrantAsync(NpgsqlDataSource owner, string role, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(role);
        var partitions = await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_log'::regclass", cancellationToken: cancel));
        // Processes that start together must not grant at the same time: PostgreSQL would refuse one of them.
        await connection.ExecuteAsync(new CommandDefinition($"""
            BEGIN;
            SELECT pg_advisory_xact_lock(7420433);
            GRANT USAGE ON SCHEMA public TO {name};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};
            GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {name};
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {name};
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {string.Join(", ", OnlyAddedTo)} FROM {name};
            GRANT INSERT (actor_id, actor_role, on_behalf_of, session_id, nature, operation, subject_id, object, reason) ON access_log TO {name};
            GRANT INSERT (account_id, organisation_id, actor_id, event, detail) ON account_event TO {name};
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {string.Join(", ", OnlyRead)} FROM {name};
            REVOKE UPDATE, TRUNCATE ON {string.Join(", ", NeverChanged)} FROM {name};
            {string.Concat(partitions.Select(partition => $"REVOKE ALL ON {partition} FROM {name};"))}
            COMMIT;
            """, cancellationToken: cancel));
    }
}
