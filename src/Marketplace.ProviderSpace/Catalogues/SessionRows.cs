using Dapper;
using Npgsql;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>Rows of published sessions, by the numbers that their provider gave.</summary>
internal static class SessionRows
{
    /// <summary>Null: there is none.</summary>
    public static Task<long?> IdAsync(NpgsqlConnection connection, string action, string session, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition("""
            SELECT s.id FROM session s JOIN action a ON a.id = s.action_id
            WHERE a.public_id = @action AND s.number = @session AND s.archived_at IS NULL
            """, new { action, session }, cancellationToken: cancel));
}
