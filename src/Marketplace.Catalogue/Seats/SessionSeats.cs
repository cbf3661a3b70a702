using Dapper;
using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Catalogue.Seats;

/// <summary>
/// The one way to a seat, in the caller's transaction: the session's capacity is compared with what is taken under the lock of
/// <see cref="LockAsync"/>, never by a number read before. A booking has one seat at most; what it has already it is given again.
/// </summary>
public static class SessionSeats
{
    /// <summary>
    /// Locks a session until the transaction ends; null: there is none. Its action comes before it, as in <c>CatalogueWriter</c>: a seat
    /// changes the action's version, and who takes the two the other way round waits for an import that waits for it.
    /// </summary>
    public static async Task<SessionState?> LockAsync(NpgsqlConnection connection, long session, CancellationToken cancel) =>
        (await SeatRows.LockAsync(connection, [session], cancel)).SingleOrDefault();

    /// <summary>Keeps a seat while its booking is paid. One that the booking has is held, one that is taken stays taken.</summary>
    /// <exception cref="SessionFullException">There is none.</exception>
    public static Task HoldAsync(NpgsqlConnection connection, long session, Guid booking, DateTimeOffset until, CancellationToken cancel) =>
        OccupyAsync(connection, session, booking, SeatKind.Held, until, cancel);

    /// <summary>Takes a seat: the one that the booking holds, whether its time is over or not, or another.</summary>
    /// <exception cref="SessionFullException">There is none.</exception>
    public static Task TakeAsync(NpgsqlConnection connection, long session, Guid booking, CancellationToken cancel) =>
        OccupyAsync(connection, session, booking, SeatKind.Taken, null, cancel);

    /// <summary>Keeps a seat for somebody of the waiting list.</summary>
    /// <param name="entry">Its entry there.</param>
    /// <exception cref="SessionFullException">There is none.</exception>
    public static Task OfferAsync(NpgsqlConnection connection, long session, Guid entry, DateTimeOffset until, CancellationToken cancel) =>
        OccupyAsync(connection, session, entry, SeatKind.Offered, until, cancel);

    /// <summary>Makes the seat of one the seat of another, without anybody in between: an entry's offer becomes a booking's seat.</summary>
    /// <param name="until">Null: it is taken; else it is held so long.</param>
    /// <returns>False: who should give it has none.</returns>
    public static async Task<bool> PassOnAsync(
        NpgsqlConnection connection, Guid from, Guid to, DateTimeOffset? until, CancellationToken cancel)
    {
        if (await SeatRows.LockOfAsync(connection, from, cancel) is null)
            return false;
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE seat SET booking = @to, kind = @kind, until = @until, since = now() WHERE booking = @from",
            new { from, to, kind = until is null ? SeatKind.Taken : SeatKind.Held, until = until?.ToUniversalTime() },
            cancellationToken: cancel));
        return true;
    }

    /// <summary>Gives a booking's seat back; null: it has none.</summary>
    /// <param name="heldOnly">Only one that is held: a seat that came from the waiting list outlives a card page.</param>
    public static async Task<ReleasedSeat?> ReleaseAsync(
        NpgsqlConnection connection, Guid booking, CancellationToken cancel, bool heldOnly = false)
    {
        if (await SeatRows.LockOfAsync(connection, booking, cancel) is not { } state
            || (heldOnly && (await SeatRows.OfAsync(connection, booking, cancel))?.Kind != SeatKind.Held))
            return null;
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM seat WHERE booking = @booking", new { booking }, cancellationToken: cancel));
        await SeatRows.CountAsync(connection, state, -1, cancel);
        return new(state.Id, state.Capacity is not null);
    }

    /// <summary>Moves a booking's seat to another session of the same action, as it is.</summary>
    /// <returns>The seat that it left; null: it was there already.</returns>
    /// <exception cref="SessionFullException">There is none; it keeps the one that it has.</exception>
    /// <exception cref="InvalidOperationException">It has no seat, or the session is another action's.</exception>
    public static async Task<ReleasedSeat?> MoveAsync(NpgsqlConnection connection, Guid booking, long session, CancellationToken cancel)
    {
        var (before, after) = await SeatRows.LockMoveAsync(connection, booking, session, cancel)
            ?? throw new InvalidOperationException("A booking without a seat cannot be moved.");
        if (after.Id == before.Id)
            return null;
        if (after.ActionId != before.ActionId)
            throw new InvalidOperationException($"Session {session} is not one of the action {before.ActionId}.");
        if (after.IsFull)
            throw new SessionFullException(session, after.Capacity!.Value);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE seat SET session_id = @session WHERE booking = @booking", new { booking, session }, cancellationToken: cancel));
        await SeatRows.CountAsync(connection, before, -1, cancel);
        await SeatRows.CountAsync(connection, after, 1, cancel);
        return new(before.Id, before.Capacity is not null);
    }

    /// <summary>Says how many seats a session has; the caller offers what becomes free to the waiting list.</summary>
    /// <param name="capacity">Null: unlimited.</param>
    /// <exception cref="CapacityBelowTakenException">More are taken.</exception>
    public static async Task SetCapacityAsync(NpgsqlConnection connection, long session, int? capacity, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity ?? 0);
        var state = await SeatRows.LockKnownAsync(connection, session, cancel);
        if (capacity < state.Taken)
            throw new CapacityBelowTakenException(capacity.Value, state.Taken);
        if (capacity == state.Capacity)
            return;
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE session SET capacity = @capacity WHERE id = @session", new { session, capacity }, cancellationToken: cancel));
        if (!state.Archived)
            await ActionChanges.AnnounceAsync(connection, [state.ActionId], cancel);
    }

    /// <summary>
    /// Seats of a kind whose time is over, the oldest first. They count until somebody gives them back: only who holds them knows whether
    /// a payment is being confirmed, so nothing here lets them go by the clock.
    /// </summary>
    public static async Task<IReadOnlyList<ExpiredSeat>> ExpiredAsync(
        NpgsqlConnection connection, string kind, DateTimeOffset now, int most, CancellationToken cancel) =>
        [.. await connection.QueryAsync<ExpiredSeat>(new CommandDefinition("""
            SELECT booking, session_id AS session, until FROM seat WHERE kind = @kind AND until <= @now ORDER BY until, booking LIMIT @most
            """, new { kind, now = now.ToUniversalTime(), most }, cancellationToken: cancel))];

    private static async Task OccupyAsync(
        NpgsqlConnection connection, long session, Guid booking, string kind, DateTimeOffset? until, CancellationToken cancel)
    {
        var state = await SeatRows.LockKnownAsync(connection, session, cancel);
        var values = new { booking, session, kind, until = until?.ToUniversalTime() };
        if (await SeatRows.OfAsync(connection, booking, cancel) is { } had)
        {
            if (had.Session != session)
                throw new InvalidOperationException(
                    $"The booking has a seat of session {had.Session}: it is moved, not given a second one.");
            if (!SeatKind.IsFirmer(had.Kind, kind))
                await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE seat SET kind = @kind, until = @until WHERE booking = @booking", values, cancellationToken: cancel));
            return;
        }
        if (state.IsFull)
            throw new SessionFullException(session, state.Capacity!.Value);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO seat (booking, session_id, kind, until) VALUES (@booking, @session, @kind, @until)", values,
            cancellationToken: cancel));
        await SeatRows.CountAsync(connection, state, 1, cancel);
    }
}
