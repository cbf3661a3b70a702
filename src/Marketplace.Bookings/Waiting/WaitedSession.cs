using Dapper;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>A session as people who wait for it know it.</summary>
/// <param name="Insee">Commune of the training; null: not placed.</param>
public sealed record WaitedSession(string Title, string? Insee, DateOnly? Starts, DateOnly? Ends)
{
    internal static Task<WaitedSession> ReadAsync(NpgsqlConnection connection, long session, CancellationToken cancel) =>
        connection.QuerySingleAsync<WaitedSession>(new CommandDefinition("""
            SELECT o.title, a.insee, s.starts, s.ends
            FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE s.id = @session
            """, new { session }, cancellationToken: cancel));
}
