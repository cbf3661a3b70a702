using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>A referencing under its lock.</summary>
internal sealed record OpenReferencing(ReferencingContext All, ReferencingRow Row, DateTimeOffset Now)
{
    public NpgsqlConnection Connection => All.Connection;

    public DateOnly Today => ParisTime.DateOf(Now);
}

/// <summary>There is no such referencing for who asks.</summary>
public sealed class UnknownReferencingException : Exception;

/// <summary>
/// Opens referencings under their lock and moves them: state, history, clocks, what search shows, access log and e-mails in one
/// transaction.
/// </summary>
public sealed class ReferencingDesk(NpgsqlDataSource database, RuleBook book, ReferencingMail mail, TimeProvider clock)
{
    /// <summary>The operator's calendar.</summary>
    private static readonly WorkingDays Days = WorkingDays.Of(HolidayZone.Metropole);

    /// <param name="seen"><see cref="ReferencingRow.Version"/> of what the sender was shown; null: nothing was decided on.</param>
    /// <exception cref="UnknownReferencingException">There is none.</exception>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    internal Task<T> EditAsync<T>(Guid id, string? seen, Func<OpenReferencing, Task<T>> work, CancellationToken cancel) =>
        database.EditAsync(async (ReferencingContext all) =>
        {
            var open = await OpenAsync(all, id, cancel);
            if (seen is not null && seen != open.Row.Version)
                throw new StaleChangeException();
            return await work(open);
        }, cancel);

    /// <summary>Locks one in the caller's transaction.</summary>
    /// <exception cref="UnknownReferencingException">There is none.</exception>
    internal async Task<OpenReferencing> OpenAsync(ReferencingContext all, Guid id, CancellationToken cancel)
    {
        await all.Database.ExecuteSqlAsync($"SELECT FROM referencing WHERE id = {id} FOR UPDATE", cancel);
        return new(all, await all.Referencings.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new UnknownReferencingException(),
            clock.GetUtcNow());
    }

    /// <summary>Takes a step, with what the command changed in the row before.</summary>
    /// <param name="reason">French, as it is told.</param>
    /// <exception cref="ProcessRefusedException">The process does not allow it. The transaction is lost.</exception>
    internal async Task TakeAsync(
        OpenReferencing open, string @event, Actor actor, ReferencingFacts facts, string? reason, CancellationToken cancel)
    {
        var step = ReferencingProcess.Table.Take(open.Row.State, @event, actor.Role, facts, open.Now);
        await open.All.SaveChangesAsync(cancel);
        await ReferencingProcess.Column.MoveAsync(open.Connection, step, [open.Row.Id], cancel,
            "reason = @reason, until = @until", new { reason, until = step.To is ReferencingProcess.Suspended or ReferencingProcess.Delisted
                ? facts.Until : null });
        await AfterAsync(open, step.From, step.To, @event, actor, facts, reason, cancel);
    }

    /// <summary>Begins a row with a step: an application, or the first measure against a provider without one.</summary>
    internal async Task<ReferencingRow> BeginAsync(
        ReferencingContext all, string @event, Guid? applicant, string? siret, Actor actor, ReferencingFacts facts, string? reason,
        CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var step = ReferencingProcess.Table.Begin(@event, actor.Role, facts, now);
        var row = new ReferencingRow
        {
            State = step.To, ApplicantId = applicant, Siret = siret, Reason = reason, CreatedAt = now,
            Until = step.To is ReferencingProcess.Suspended or ReferencingProcess.Delisted ? facts.Until : null,
        };
        all.Add(row);
        await all.SaveChangesAsync(cancel);
        await AfterAsync(new(all, row, now), null, step.To, @event, actor, facts, reason, cancel);
        return row;
    }

    /// <summary>The last day that a measure which begins today may have.</summary>
    public DateOnly LatestEnd(string @event)
    {
        var today = clock.Today();
        return Days.End(today, book.On(today).Get(
            @event == ReferencingProcess.Suspend ? ReferencingRules.Suspension : ReferencingRules.Delisting));
    }

    private async Task AfterAsync(
        OpenReferencing open, string? from, string to, string @event, Actor actor, ReferencingFacts facts, string? reason,
        CancellationToken cancel)
    {
        await open.Connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO referencing_event (referencing_id, at, event, from_state, to_state, actor_id, role, reason, until)
            VALUES (@Id, @Now, @event, @from, @to, @AccountId, @Role, @reason, @until)
            """, new { open.Row.Id, open.Now, @event, from, to, actor.AccountId, actor.Role, reason, until = Measured(to) ? facts.Until : null },
            cancellationToken: cancel));
        await ScheduleAsync(open, @event, to, facts, cancel);
        if (open.Row.Siret is { } siret && ReferencingProcess.Counting.Contains(to))
            await ProviderListing.SetAsync(open.Connection, siret, !ReferencingProcess.IsListed(to), cancel);
        await AccessLog.WriteAsync(open.Connection, actor, new AccessEntry(
            actor.Role == Roles.Professional ? Rights.ReferencingApply : Rights.ReferencingDecide, AccessOperation.Change,
            open.Row.ApplicantId, $"referencing:{open.Row.Id}"), cancel);
        await mail.TellAsync(open, @event, Measured(to) ? facts.Until : null, reason, cancel);
    }

    private static bool Measured(string state) => state is ReferencingProcess.Suspended or ReferencingProcess.Delisted;

    private async Task ScheduleAsync(OpenReferencing open, string @event, string to, ReferencingFacts facts, CancellationToken cancel)
    {
        var (all, id, rules) = (open.All, open.Row.Id, book.On(open.Today));
        foreach (var running in await all.Deadlines.Where(d => d.ReferencingId == id && d.DoneAt == null).ToListAsync(cancel))
            if (!(running.Kind == ReferencingDeadlineRow.Decision && to == ReferencingProcess.UnderReview))
                running.DoneAt = open.Now;
        // The unique index knows one of a kind: what ends is written before what begins.
        await all.SaveChangesAsync(cancel);
        if (@event == ReferencingProcess.Submit)
        {
            Add(ReferencingDeadlineRow.Completeness, Days.End(open.Today, rules.Get(ReferencingRules.Completeness)));
            Add(ReferencingDeadlineRow.Decision, Days.End(open.Today, rules.Get(ReferencingRules.Decision)));
        }
        else if (Measured(to))
        {
            Add(ReferencingDeadlineRow.MeasureEnds, facts.Until!.Value);
        }
        await all.SaveChangesAsync(cancel);

        void Add(string kind, DateOnly last) => all.Add(new ReferencingDeadlineRow
        {
            ReferencingId = id, Kind = kind, LastDay = last, DueAt = new(ParisTime.StartOf(last.AddDays(1))),
        });
    }
}
