using Dapper;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>
/// Whose turn it is: brings a session's list to what its seats and the time of day say. However often it is asked, and whatever was
/// missed before, the list is right afterwards.
/// </summary>
public sealed class WaitingTurn(RuleBook book, WaitingMail mail)
{
    /// <summary>Offers of one transaction; the sweep makes the others.</summary>
    private const int MostOffers = 100;

    private const string NextSql = $"""
        {WaitingRows.Select} JOIN account a ON a.id = w.account_id
        WHERE w.session_id = @session AND w.state = '{WaitingProcess.Waiting}' AND a.disabled_at IS NULL AND w.account_id IS DISTINCT FROM @except
        ORDER BY w.place LIMIT 1
        """;

    /// <summary>Offers that are over go on, free seats are offered, and a list that leads nowhere is closed.</summary>
    /// <param name="except">Who just gave a seat back.</param>
    internal async Task SettleAsync(NpgsqlConnection connection, long session, DateTimeOffset now, Guid? except, CancellationToken cancel)
    {
        if (await SessionSeats.LockAsync(connection, session, cancel) is not { } state)
            return;
        var open = await OpenAsync(connection, session, cancel);
        if (open.Count == 0)
            return;
        var about = await WaitedSession.ReadAsync(connection, session, cancel);
        var over = open.Where(entry => entry.State == WaitingProcess.Offered && entry.Until <= now).ToList();
        foreach (var entry in over)
            await LapseAsync(connection, entry, about, now, cancel);
        // Who waits keeps their place: the provider may be listed again.
        if (state.Withheld)
            return;
        if (Until(state, about, now) is not { } until)
        {
            foreach (var entry in open.Except(over))
                await CloseAsync(connection, entry, about, tell: true, cancel);
            return;
        }
        // Read again: seats of offers that are over are free now.
        state = (await SessionSeats.LockAsync(connection, session, cancel))!;
        var left = Math.Min(state.Left ?? MostOffers, MostOffers);
        while (left > 0 && await NextAsync(connection, session, except, cancel) is { } next)
            if (await IsOutAsync(connection, next, cancel))
            {
                await CloseAsync(connection, next, about, tell: false, cancel);
            }
            else
            {
                await OfferAsync(connection, next, about, until, cancel);
                left--;
            }
    }

    /// <summary>Until when a seat would be kept if it were offered now; null: nobody can enrol any more.</summary>
    private DateTimeOffset? Until(SessionState state, WaitedSession about, DateTimeOffset now)
    {
        var lastDay = EnrolmentRule.LastDay(state.PermanentEntry, state.Starts, state.Ends);
        var today = ParisTime.DateOf(now);
        return EnrolmentRule.On(today, lastDay, state.IsOffered, seatsLeft: null) == Availability.Available
            ? OfferEnd.Of(book.On(today), WorkingDays.Of(HolidayZones.OfCommune(about.Insee)), state, now) : null;
    }

    private static async Task<IReadOnlyList<WaitingRow>> OpenAsync(NpgsqlConnection connection, long session, CancellationToken cancel) =>
        [.. await connection.QueryAsync<WaitingRow>(new CommandDefinition(
            $"{WaitingRows.Select} WHERE w.session_id = @session AND w.state IN ('waiting', 'offered') ORDER BY w.place", new { session },
            cancellationToken: cancel))];

    private static Task<WaitingRow?> NextAsync(NpgsqlConnection connection, long session, Guid? except, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<WaitingRow>(
            new CommandDefinition(NextSql, new { session, except }, cancellationToken: cancel));

    private static Task<bool> IsOutAsync(NpgsqlConnection connection, WaitingRow entry, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            $"SELECT {WaitingRows.HasSeat} OR {WaitingRows.GaveUp}", new { session = entry.Session, account = entry.Account },
            cancellationToken: cancel));

    private async Task OfferAsync(
        NpgsqlConnection connection, WaitingRow entry, WaitedSession about, DateTimeOffset until, CancellationToken cancel)
    {
        var step = WaitingProcess.Table.Take(entry.State, WaitingProcess.Offer, Roles.Program, new WaitingFacts());
        await SessionSeats.OfferAsync(connection, entry.Session, entry.Id, until, cancel);
        await WaitingRows.MoveAsync(connection, step, entry, Actor.Program, cancel, "offered_until = @until", new { until });
        await mail.OfferedAsync(connection, entry.Account, about, until, cancel);
    }

    private async Task LapseAsync(
        NpgsqlConnection connection, WaitingRow entry, WaitedSession about, DateTimeOffset now, CancellationToken cancel)
    {
        var step = WaitingProcess.Table.Take(entry.State, WaitingProcess.Lapse, Roles.Program, new WaitingFacts(Until: entry.Until), now);
        await SessionSeats.ReleaseAsync(connection, entry.Id, cancel);
        await WaitingRows.MoveAsync(connection, step, entry, Actor.Program, cancel);
        await mail.LapsedAsync(connection, entry.Account, about, entry.Until!.Value, cancel);
    }

    private async Task CloseAsync(NpgsqlConnection connection, WaitingRow entry, WaitedSession about, bool tell, CancellationToken cancel)
    {
        var step = WaitingProcess.Table.Take(entry.State, WaitingProcess.Close, Roles.Program, new WaitingFacts());
        await SessionSeats.ReleaseAsync(connection, entry.Id, cancel);
        await WaitingRows.MoveAsync(connection, step, entry, Actor.Program, cancel);
        if (tell)
            await mail.ClosedAsync(connection, entry.Account, about, cancel);
    }
}
