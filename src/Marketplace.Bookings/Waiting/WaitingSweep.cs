using Dapper;
using Marketplace.Catalogue.Changes;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>What a run did, in sessions.</summary>
public sealed record SweepReport(int Settled, int Failed);

/// <summary>
/// Looks for lists that time or somebody else's change has moved: offers that are over, sessions that began or were closed, seats that a
/// larger capacity brought. One transaction a session; one that fails is told in the log, and the others are done.
/// </summary>
public sealed partial class WaitingSweep(NpgsqlDataSource database, WaitingTurn turn, TimeProvider clock, ILogger<WaitingSweep> log)
{
    private const int AtOnce = 200;

    public async Task<SweepReport> RunAsync(CancellationToken cancel = default)
    {
        var (settled, failed, after) = (0, 0, 0L);
        while (await DueAsync(after, cancel) is { Count: > 0 } due)
        {
            foreach (var session in due)
                if (await TryAsync(session, cancel))
                    settled++;
                else
                    failed++;
            after = due[^1];
        }
        return new(settled, failed);
    }

    private async Task<IReadOnlyList<long>> DueAsync(long after, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<long>(new CommandDefinition($"""
            SELECT DISTINCT w.session_id FROM waiting_entry w JOIN session s ON s.id = w.session_id JOIN action a ON a.id = s.action_id
            JOIN offer o ON o.id = a.offer_id
            WHERE w.state IN ('waiting', 'offered') AND w.session_id > @after AND (
                (w.state = 'offered' AND w.offered_until <= @now)
                OR (w.state = 'waiting' AND s.seats_taken < coalesce(s.capacity, s.seats_taken + 1) AND {Visibility.Listed})
                OR NOT s.open OR s.archived_at IS NOT NULL OR {Visibility.Hidden}
                OR CASE WHEN a.permanent_entry OR s.starts IS NULL THEN s.ends ELSE s.starts END < @today)
            ORDER BY w.session_id LIMIT @AtOnce
            """, new { after, now = clock.GetUtcNow(), today = clock.Today(), AtOnce }, cancellationToken: cancel))];
    }

    private async Task<bool> TryAsync(long session, CancellationToken cancel)
    {
        try
        {
            await database.InTransactionAsync(connection => turn.SettleAsync(connection, session, clock.GetUtcNow(), null, cancel), cancel);
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            Failed(session, failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Waiting list of session {Session}: not settled, tried again at the next run")]
    private partial void Failed(long session, Exception failure);
}
