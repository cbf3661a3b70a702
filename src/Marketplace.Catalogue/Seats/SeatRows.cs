using Dapper;
using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Catalogue.Seats;

/// <summary>Seats and their number: rows, locks, and what search is told.</summary>
internal static class SeatRows
{
    /// <summary>Search is told when what it shows changes: seats left, of a session that is published.</summary>
    public static async Task CountAsync(NpgsqlConnection connection, SessionState state, int by, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE session SET seats_taken = seats_taken + @by WHERE id = @Id", new { by, state.Id }, cancellationToken: cancel));
        if (state.Capacity is not null && !state.Archived)
            await ActionChanges.AnnounceAsync(connection, [state.ActionId], cancel);
    }

    /// <summary>Locks the session of a booking's seat; null: it has none.</summary>
    public static async Task<SessionState?> LockOfAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        (await LockMoveAsync(connection, booking, to: null, cancel))?.Before;

    /// <summary>
    /// Locks the session of a booking's seat together with another: one after the other would not be in the order of ids. Null: it has no
    /// seat. Who waited for the locks looks again where the seat is now.
    /// </summary>
    /// <param name="to">Null: no other.</param>
    public static async Task<(SessionState Before, SessionState After)?> LockMoveAsync(
        NpgsqlConnection connection, Guid booking, long? to, CancellationToken cancel)
    {
        while (await OfAsync(connection, booking, cancel) is { } seat)
        {
            var target = to ?? seat.Session;
            var states = (await LockAsync(connection, [seat.Session, target], cancel)).ToDictionary(state => state.Id);
            if (await OfAsync(connection, booking, cancel) is { } still && still.Session == seat.Session)
                return (states[seat.Session], states.GetValueOrDefault(target) ?? throw Unknown(target));
        }
        return null;
    }

    /// <summary>The seat of a booking; null: it has none.</summary>
    public static async Task<SeatRow?> OfAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<SeatRow>(new CommandDefinition(
            "SELECT session_id AS session, kind FROM seat WHERE booking = @booking", new { booking }, cancellationToken: cancel));

    /// <exception cref="ArgumentException">There is no such session.</exception>
    public static async Task<SessionState> LockKnownAsync(NpgsqlConnection connection, long session, CancellationToken cancel) =>
        (await LockAsync(connection, [session], cancel)).SingleOrDefault()
        ?? throw Unknown(session);

    private static ArgumentException Unknown(long session) => new($"There is no session {session}.");

    /// <summary>Locks sessions, after their actions, each in the order of their ids.</summary>
    public static async Task<IReadOnlyList<SessionState>> LockAsync(NpgsqlConnection connection, long[] sessions, CancellationToken cancel)
    {
        // Two statements: what the second reads is what stands once the first has its locks.
        await connection.ExecuteAsync(new CommandDefinition("""
            SELECT FROM action WHERE id IN (SELECT action_id FROM session WHERE id = ANY (@sessions)) ORDER BY id FOR NO KEY UPDATE
            """, new { sessions }, cancellationToken: cancel));
        return [.. await connection.QueryAsync<SessionState>(new CommandDefinition($"""
            SELECT s.id, s.action_id AS actionid, s.capacity, s.seats_taken AS taken, s.open, s.starts, s.ends, a.permanent_entry AS permanententry,
                s.archived_at IS NOT NULL OR {Visibility.Hidden} AS archived, p.withheld
            FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id JOIN provider p ON p.siret = o.siret
            WHERE s.id = ANY (@sessions) ORDER BY s.id FOR NO KEY UPDATE OF s
            """, new { sessions }, cancellationToken: cancel))];
    }
}

/// <param name="Kind">One of <see cref="SeatKind"/>.</param>
internal sealed record SeatRow(long Session, string Kind);
