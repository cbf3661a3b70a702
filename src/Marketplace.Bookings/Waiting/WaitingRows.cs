using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>An entry under its session's lock.</summary>
/// <param name="OfferedUntil">UTC.</param>
internal sealed record WaitingRow(Guid Id, long Session, Guid Account, string State, DateTime? OfferedUntil)
{
    public DateTimeOffset? Until => OfferedUntil is { } until ? new(until, TimeSpan.Zero) : null;
}

/// <summary>Entries read and moved under their session's lock.</summary>
internal static class WaitingRows
{
    public const string Select =
        "SELECT w.id, w.session_id AS session, w.account_id AS account, w.state, w.offered_until AS offereduntil FROM waiting_entry w";

    /// <summary>Whether <c>@account</c> has a seat of <c>@session</c>.</summary>
    public const string HasSeat =
        "EXISTS (SELECT FROM seat t JOIN booking b ON b.id = t.booking WHERE t.session_id = @session AND b.account_id = @account)";

    /// <summary>Whether <c>@account</c> cancelled a booking of <c>@session</c>, or gave a seat back that its list had offered.</summary>
    public const string GaveUp = """
        EXISTS (SELECT FROM booking b WHERE b.account_id = @account AND b.session_id = @session AND (b.state = 'cancelled-by-learner'
            OR (b.state = 'refused-by-learner' AND EXISTS (SELECT FROM waiting_entry x WHERE x.booking_id = b.id))))
        """;

    /// <summary>Takes a step with a line in the account's history.</summary>
    /// <param name="set">What else changes in the row, as SQL.</param>
    public static async Task MoveAsync(
        NpgsqlConnection connection, Step<string, string, WaitingFacts> step, WaitingRow row, Actor actor, CancellationToken cancel,
        string? set = null, object? values = null)
    {
        await WaitingProcess.Column.MoveAsync(connection, step, [row.Id], cancel, set, values);
        await RecordAsync(connection, step, row.Id, row.Session, row.Account, actor);
    }

    public static Task RecordAsync(
        NpgsqlConnection connection, Step<string, string, WaitingFacts> step, Guid entry, long session, Guid account, Actor actor) =>
        AccountHistory.AddAsync(connection, "waiting-" + step.Row.Event, actor.AccountId, account, detail: new { entry, session });
}
