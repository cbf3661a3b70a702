using System.Text.Json;
using Dapper;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Dossiers;

/// <summary>
/// Opens dossiers under their lock and moves them: state, history, deadlines, access log in one transaction with whatever else
/// the command does. Locks are taken in this order everywhere: dossier, session, holder of the ledger.
/// </summary>
public sealed class DossierDesk(NpgsqlDataSource database, TimeProvider clock, RuleBook book, DossierMail mail)
{
    private static readonly StateColumn Column = new("booking", "id");

    /// <summary>Changes a dossier in a transaction of its own.</summary>
    /// <param name="seen"><see cref="BookingRow.Version"/> of what the sender was shown; null: nothing was decided on.</param>
    /// <exception cref="UnknownDossierException">There is none that the scope sees.</exception>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    public Task<T> EditAsync<T>(DossierKey key, string? seen, Func<OpenDossier, Task<T>> work, CancellationToken cancel) =>
        database.EditAsync(async (BookingsContext all) =>
        {
            var dossier = await OpenAsync(all, key, cancel);
            if (seen is not null && seen != dossier.Row.Version)
                throw new StaleChangeException();
            return await work(dossier);
        }, cancel);

    /// <inheritdoc cref="EditAsync{T}"/>
    public Task EditAsync(DossierKey key, string? seen, Func<OpenDossier, Task> work, CancellationToken cancel) =>
        EditAsync(key, seen, async dossier =>
        {
            await work(dossier);
            return true;
        }, cancel);

    /// <summary>Changes a dossier in the caller's transaction.</summary>
    /// <inheritdoc cref="EditAsync{T}"/>
    public async Task<T> EditAsync<T>(
        NpgsqlConnection connection, DossierKey key, Func<OpenDossier, Task<T>> work, CancellationToken cancel)
    {
        await using var all = MarketplaceContext.On<BookingsContext>(connection);
        var result = await work(await OpenAsync(all, key, cancel));
        await all.SaveChangesAsync(cancel);
        return result;
    }

    private async Task<OpenDossier> OpenAsync(BookingsContext all, DossierKey key, CancellationToken cancel)
    {
        await all.Database.ExecuteSqlAsync($"SELECT FROM booking WHERE id = {key.Id} FOR UPDATE", cancel);
        if (await all.Bookings.SingleOrDefaultAsync(b => b.Id == key.Id, cancel) is not { } row || !key.Sees(row))
            throw new UnknownDossierException();
        var now = clock.GetUtcNow();
        var deadlines = await all.Deadlines.Where(d => d.BookingId == key.Id && d.DoneAt == null).ToListAsync(cancel);
        var rules = row.RuleSet is { } stamp
            ? await RuleSets.LoadAsync(all.Connection, book, stamp, cancel) : book.On(Platform.Time.ParisTime.DateOf(now));
        return new OpenDossier(all, row, deadlines, rules, now, mail);
    }

    /// <summary>Writes what begins: a dossier that was just added to the context.</summary>
    internal static async Task BegunAsync(BookingsContext all, BookingRow row, Actor actor, CancellationToken cancel)
    {
        BookingProcess.Table.Begin(BookingProcess.Open, actor.Role, new BookingFacts { Now = row.CreatedAt, Today = default });
        await all.SaveChangesAsync(cancel);
        await RecordAsync(all.Connection, row.Id, row.CreatedAt, BookingProcess.Open, null, BookingProcess.Draft, actor, null, cancel);
    }

    /// <summary>Takes a step, with what the command changed in the row before.</summary>
    /// <param name="facts">With what only the command knows; null: as the dossier tells.</param>
    /// <param name="detail">For the history: codes, days and cents.</param>
    /// <exception cref="ProcessRefusedException">The process does not allow it. The transaction is lost.</exception>
    public static async Task TakeAsync(
        OpenDossier dossier, string @event, Actor actor, CancellationToken cancel, BookingFacts? facts = null, object? detail = null)
    {
        var step = Ask(dossier, @event, actor, facts ?? await dossier.FactsAsync(cancel));
        await dossier.All.SaveChangesAsync(cancel);
        await Column.MoveAsync(dossier.Connection, step, [dossier.Row.Id], cancel);
        await dossier.All.Entry(dossier.Row).ReloadAsync(cancel);
        await RecordAsync(
            dossier.Connection, dossier.Row.Id, dossier.Now, @event, step.From, step.To, actor, detail, cancel);
        if (step.Row.Right is { } right)
            await AccessLog.WriteAsync(dossier.Connection, actor,
                new AccessEntry(right, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
        await ScheduleAsync(dossier, cancel);
    }

    /// <summary>Refuses early what <see cref="TakeAsync"/> would refuse, before money or seats are touched.</summary>
    /// <exception cref="ProcessRefusedException">The process does not allow it.</exception>
    public static Step<string, string, BookingFacts> Ask(OpenDossier dossier, string @event, Actor actor, BookingFacts facts) =>
        BookingProcess.Table.Take(dossier.Row.State, @event, actor.Role, facts, dossier.Now);

    /// <summary>Deadlines follow the state and the dates: those that no longer hold end, those that do stand in their rows.</summary>
    internal static async Task ScheduleAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var state = dossier.Row.State;
        var clocked = BookingProcess.Table.Clock(state, dossier.Facts()).ToDictionary(c => c.Event, c => c.Due);
        foreach (var (@event, due) in BookingDues.Of(dossier.Row, state, dossier.Rules))
            if (@event is BookingDues.EntryDeclaration or BookingDues.ExitDeclaration
                && (due > dossier.Now || dossier.Deadlines.Any(d => d.Event == @event && d.DoneAt is null)))
                clocked[@event] = due;
        foreach (var deadline in dossier.Deadlines.Where(d => d.DoneAt is null && !clocked.ContainsKey(d.Event)))
            (deadline.DoneAt, deadline.Outcome) = (dossier.Now, "moot");
        foreach (var (@event, due) in clocked)
            if (dossier.Deadlines.FirstOrDefault(d => d.DoneAt is null && d.Event == @event) is { } running)
            {
                if (running.DueAt != due && !(running.Extended && running.DueAt > due))
                {
                    (running.DueAt, running.RemindedAt, running.Extended, running.ExtensionReason) = (due, null, false, null);
                    (running.Attempts, running.NextTryAt, running.SetAsideAt, running.Error) = (0, null, null, null);
                }
            }
            else
            {
                dossier.All.Add(new BookingDeadlineRow { BookingId = dossier.Row.Id, Event = @event, DueAt = due });
            }
        await dossier.All.SaveChangesAsync(cancel);
        dossier.Deadlines = [.. dossier.All.Deadlines.Local.Where(d => d.DoneAt is null)];
    }

    private static Task RecordAsync(
        NpgsqlConnection connection, Guid id, DateTimeOffset at, string @event, string? from, string to, Actor actor, object? detail,
        CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO booking_event (booking_id, at, event, from_state, to_state, actor_id, role, on_behalf_of, detail)
            VALUES (@id, @at, @event, @from, @to, @AccountId, @Role, @OnBehalfOf, @detail::jsonb)
            """, new { id, at = at.UtcDateTime, @event, from, to, actor.AccountId, actor.Role, actor.OnBehalfOf, detail = JsonSerializer.Serialize(detail ?? new { }) },
            cancellationToken: cancel));
}

/// <summary>No dossier that the one who asks may see: answered as one that does not exist.</summary>
public sealed class UnknownDossierException() : Exception("There is no such dossier.");
