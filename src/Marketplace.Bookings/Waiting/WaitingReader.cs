using Dapper;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>An entry as its holder sees it.</summary>
/// <param name="PublicId">Of the action.</param>
/// <param name="Position">Waiting: 1 is next; else 0.</param>
/// <param name="OfferedUntil">UTC; of an entry that was offered a seat.</param>
/// <param name="BookingId">That took the seat.</param>
public sealed record WaitingView(
    Guid Id, long Session, string State, string PublicId, string Title, string Provider, DateOnly? Starts, DateOnly? Ends, long Position,
    DateTime JoinedAt, DateTime? OfferedUntil, Guid? BookingId);

/// <summary>Reads who waits for what.</summary>
public sealed class WaitingReader(NpgsqlDataSource database)
{
    private const int Shown = 50;

    /// <summary>Of an account: what is open first, then what ended, latest first; 50 at most.</summary>
    public async Task<IReadOnlyList<WaitingView>> OfAccountAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<WaitingView>(new CommandDefinition($"""
            SELECT w.id, w.session_id AS session, w.state, a.public_id AS publicid, o.title, p.name AS provider, s.starts, s.ends,
                CASE WHEN w.state = 'waiting' THEN (SELECT count(*) FROM waiting_entry x
                    WHERE x.session_id = w.session_id AND x.state = 'waiting' AND x.place <= w.place) ELSE 0 END AS position,
                w.joined_at AS joinedat, w.offered_until AS offereduntil, w.booking_id AS bookingid
            FROM waiting_entry w JOIN session s ON s.id = w.session_id JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id
            JOIN provider p ON p.siret = o.siret
            WHERE w.account_id = @account
            ORDER BY array_position(ARRAY['offered', 'waiting'], w.state) NULLS LAST, w.place DESC LIMIT {Shown}
            """, new { account }, cancellationToken: cancel))];
    }
}
