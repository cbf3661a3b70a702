using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Bookings.Deadlines;

/// <summary>What the clock could not do after many attempts: waits for somebody who looks why, and is tried again.</summary>
public sealed class SetAsideDeadlines(NpgsqlDataSource database)
{
    private const int Most = 100;

    /// <summary>The longest first.</summary>
    public async Task<IReadOnlyList<SetAsideDeadline>> ListAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<SetAsideDeadline>(new CommandDefinition($"""
            SELECT d.id, d.booking_id AS Booking, b.account_id AS AccountId, b.number, b.title, d.event, d.due_at AS DueAt, d.set_aside_at AS SetAsideAt, d.attempts, d.error
            FROM booking_deadline d JOIN booking b ON b.id = d.booking_id WHERE d.set_aside_at IS NOT NULL AND d.done_at IS NULL ORDER BY d.set_aside_at, d.id LIMIT {Most}
            """, cancellationToken: cancel))];
    }

    /// <summary>Has it tried again, from the next minute on.</summary>
    /// <returns>False: it is not set aside any more.</returns>
    public Task<bool> RetryAsync(long id, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Booking, Guid Account)?>(new CommandDefinition("""
            UPDATE booking_deadline d SET set_aside_at = NULL, attempts = 0, next_try_at = NULL FROM booking b
            WHERE d.id = @id AND d.set_aside_at IS NOT NULL AND d.done_at IS NULL AND b.id = d.booking_id RETURNING d.booking_id, b.account_id
            """, new { id }, cancellationToken: cancel));
        if (found is not { } deadline)
            return false;
        await AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.BookingsOperateAct, AccessOperation.Change, deadline.Account, $"booking:{deadline.Booking}"), cancel);
        return true;
    }, cancel);
}

/// <summary>A deadline that was set aside.</summary>
/// <param name="Event">What should have happened.</param>
/// <param name="DueAt">UTC; so is the other.</param>
/// <param name="Error">What stood against it the last time.</param>
public sealed record SetAsideDeadline(
    long Id, Guid Booking, Guid AccountId, long Number, string Title, string Event, DateTime DueAt, DateTime SetAsideAt, int Attempts,
    string? Error);
