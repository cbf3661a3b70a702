using Dapper;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Seats;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>What came of joining, leaving or declining.</summary>
public enum WaitingChange
{
    Done,
    /// <summary>There is no such session, or the account has no such entry.</summary>
    Unknown,
}

/// <summary>
/// The waiting lists of full sessions: first come, first served. Whatever changes one holds the session's lock, so that seats and list
/// agree; a dossier, if there is one, is locked before it.
/// </summary>
public sealed class WaitingList(NpgsqlDataSource database, WaitingTurn turn, TimeProvider clock)
{
    /// <summary>Joins a session's list, at its end; who waits there already stays where they are.</summary>
    /// <exception cref="ProcessRefusedException">Nobody waits for it: it has seats, or is closed. Or not this person.</exception>
    public Task<WaitingChange> JoinAsync(long session, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            var account = actor.AccountId!.Value;
            // Lists of one person are counted: two windows take turns.
            await connection.ExecuteAsync("SELECT FROM account WHERE id = @account FOR NO KEY UPDATE", new { account });
            if (await SessionSeats.LockAsync(connection, session, cancel) is not { } state)
                return WaitingChange.Unknown;
            if (await connection.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM waiting_entry WHERE session_id = @session AND account_id = @account AND state IN ('waiting', 'offered'))",
                new { session, account }))
                return WaitingChange.Done;
            var facts = await FactsAsync(connection, state, account);
            var step = WaitingProcess.Table.Begin(WaitingProcess.Join, actor.Role, facts);
            var entry = await connection.ExecuteScalarAsync<Guid>(
                "INSERT INTO waiting_entry (session_id, account_id, state, joined_at) VALUES (@session, @account, @state, @now) RETURNING id",
                new { session, account, state = step.To, now = clock.GetUtcNow() });
            await WaitingRows.RecordAsync(connection, step, entry, session, account, actor);
            await LogAsync(connection, actor, entry, WaitingProcess.Join, cancel);
            return WaitingChange.Done;
        }, cancel);

    /// <summary>Leaves a list; a seat that was offered goes on to the next.</summary>
    /// <exception cref="ProcessRefusedException">The entry has ended.</exception>
    public Task<WaitingChange> LeaveAsync(Guid entry, Actor actor, CancellationToken cancel) =>
        EndAsync(entry, WaitingProcess.Leave, actor, cancel);

    /// <summary>Says no to the seat that is offered; it goes on to the next.</summary>
    /// <exception cref="ProcessRefusedException">None is offered.</exception>
    public Task<WaitingChange> DeclineAsync(Guid entry, Actor actor, CancellationToken cancel) =>
        EndAsync(entry, WaitingProcess.Decline, actor, cancel);

    /// <summary>
    /// Makes the seat that is offered to an account its booking's, in the caller's transaction: the request that is sent keeps it until
    /// the dossier gives it back. An offer that is over is none, even if nobody has taken the seat back yet.
    /// </summary>
    /// <returns>False: no seat of the session is offered to the account.</returns>
    public static async Task<bool> AcceptAsync(
        NpgsqlConnection connection, long session, Guid booking, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        await SessionSeats.LockAsync(connection, session, cancel);
        var offered = await connection.QuerySingleOrDefaultAsync<WaitingRow>(new CommandDefinition(
            $"{WaitingRows.Select} WHERE w.session_id = @session AND w.account_id = @AccountId AND w.state = 'offered'",
            new { session, actor.AccountId }, cancellationToken: cancel));
        if (offered is null || WaitingProcess.Table.Ask(
                offered.State, WaitingProcess.Accept, actor.Role, new WaitingFacts(Until: offered.Until, Now: now)).Step is not { } step
            || !await SessionSeats.PassOnAsync(connection, offered.Id, booking, until: null, cancel))
            return false;
        await WaitingRows.MoveAsync(connection, step, offered, actor, cancel, "booking_id = @booking", new { booking });
        return true;
    }

    /// <summary>Offers what is free to who is next, in the transaction that set it free.</summary>
    /// <param name="except">Who gave it back: is not offered it again.</param>
    public Task SeatFreedAsync(NpgsqlConnection connection, long session, DateTimeOffset now, Guid? except, CancellationToken cancel) =>
        turn.SettleAsync(connection, session, now, except, cancel);

    private Task<WaitingChange> EndAsync(Guid entry, string @event, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            // The session first, as everywhere; it never changes.
            if (await FindAsync(connection, entry, actor, cancel) is not { Session: var session })
                return WaitingChange.Unknown;
            await SessionSeats.LockAsync(connection, session, cancel);
            var row = (await FindAsync(connection, entry, actor, cancel))!;
            var step = WaitingProcess.Table.Take(row.State, @event, actor.Role, new WaitingFacts());
            await WaitingRows.MoveAsync(connection, step, row, actor, cancel);
            await LogAsync(connection, actor, entry, @event, cancel);
            if (await SessionSeats.ReleaseAsync(connection, entry, cancel) is not null)
                await SeatFreedAsync(connection, session, clock.GetUtcNow(), actor.AccountId, cancel);
            return WaitingChange.Done;
        }, cancel);

    private static Task<WaitingRow?> FindAsync(NpgsqlConnection connection, Guid entry, Actor actor, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<WaitingRow>(new CommandDefinition(
            $"{WaitingRows.Select} WHERE w.id = @entry AND w.account_id = @AccountId", new { entry, actor.AccountId },
            cancellationToken: cancel));

    private async Task<WaitingFacts> FactsAsync(NpgsqlConnection connection, SessionState state, Guid account)
    {
        var lastDay = EnrolmentRule.LastDay(state.PermanentEntry, state.Starts, state.Ends);
        var (seat, gaveUp, open) = await connection.QuerySingleAsync<(bool, bool, int)>($"""
            SELECT {WaitingRows.HasSeat}, {WaitingRows.GaveUp},
                (SELECT count(*)::int FROM waiting_entry WHERE account_id = @account AND state IN ('waiting', 'offered'))
            """, new { account, session = state.Id });
        return new(EnrolmentRule.On(clock.Today(), lastDay, state.IsOffered, state.Left), state.Capacity is not null, seat,
            gaveUp, open);
    }

    private static Task LogAsync(NpgsqlConnection connection, Actor actor, Guid entry, string @event, CancellationToken cancel) =>
        AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.WaitingJoin, AccessOperation.Change, actor.AccountId, $"waiting:{entry}:{@event}"),
            cancel);
}
