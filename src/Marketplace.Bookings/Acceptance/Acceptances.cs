using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Acceptance;

/// <summary>What came of accepting.</summary>
/// <param name="Payment">The card page to pay on; null: nothing was to be paid, the booking is confirmed.</param>
public sealed record AcceptanceResult(Guid? Payment);

/// <summary>
/// Transition 7: the learner accepts the proposal. What is owed by card is paid in one go on a page of the payment provider; while it
/// is open, rights and seat are held.
/// </summary>
public sealed class Acceptances(
    NpgsqlDataSource database, DossierDesk desk, DossierFunding funding, Conclusion conclusion, CardPayments cards, TimeProvider clock)
{
    /// <summary>What the proposal would cost at this moment, or why it may not be funded; null while no NIR is tied.</summary>
    public Task<FundingAnswer?> PlanAsync(DossierKey key, CancellationToken cancel) =>
        desk.EditAsync(key, null, dossier => funding.AnswerAsync(dossier.Connection, dossier.Row, dossier.Today, dossier.Rules, cancel),
            cancel);

    /// <summary>Accepts; again while its card page is open, the same page.</summary>
    /// <param name="seen"><see cref="BookingRow.Version"/> of the proposal as it was shown.</param>
    /// <param name="cardCents">What the page said there is to pay by card.</param>
    /// <exception cref="ProcessRefusedException">The process does not allow it, or the training may not be funded.</exception>
    /// <exception cref="SessionFullException">The last seat is gone.</exception>
    /// <exception cref="StaleChangeException">The proposal, or what is to be paid, is not as it was shown.</exception>
    public async Task<AcceptanceResult> AcceptAsync(DossierKey key, string? seen, long cardCents, Actor actor, CancellationToken cancel)
    {
        await EndOldPageAsync(key, cancel);
        return await desk.EditAsync(key, null, async dossier =>
        {
            var row = dossier.Row;
            if (row.State == BookingProcess.Proposed && row.PaymentId is { } open && row.PaymentUntil > dossier.Now)
                return new AcceptanceResult(open);
            if (seen is not null && seen != row.Version)
                throw new StaleChangeException();
            var facts = await dossier.FactsAsync(cancel);
            DossierDesk.Ask(dossier, BookingProcess.Accept, actor, facts);
            // A seat that the waiting list offers meanwhile is this dossier's.
            if (!await CardOutcome.HasSeatAsync(dossier, cancel))
                await WaitingList.AcceptAsync(dossier.Connection, row.SessionId, row.Id, actor, dossier.Now, cancel);
            var (plan, held) = await PlannedAsync(dossier, cancel);
            if (plan.CardCents != cardCents)
                throw new StaleChangeException();
            if (plan.CardCents > 0)
                return new AcceptanceResult(await OpenPageAsync(dossier, plan, held, cancel));
            await conclusion.ConcludeAsync(
                dossier, new(dossier.Today, plan, DossierFunding.Shares(plan, held, null), held.Holder), BookingProcess.Accept, actor,
                facts, cancel);
            return new AcceptanceResult(null);
        }, cancel);
    }

    /// <summary>Gives the open card page up: rights and seat are free again, the proposal stays.</summary>
    public Task AbandonAsync(DossierKey key, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await CardOutcome.TakeTurnAsync(connection, key.Id, cancel);
        await using var all = MarketplaceContext.On<BookingsContext>(connection);
        var row = await all.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == key.Id, cancel);
        if (row is null || !key.Sees(row))
            throw new UnknownDossierException();
        if (row.PaymentId is { } open && row.State == BookingProcess.Proposed)
            await cards.AbandonAsync(connection, open, cancel);
    }, cancel);

    private async Task<(FundingPlan Plan, HolderEntitlements Held)> PlannedAsync(OpenDossier dossier, CancellationToken cancel)
    {
        if (await LedgerAccounts.OfAccountAsync(dossier.Connection, dossier.Row.AccountId, cancel) is not { } holder)
            throw new ProcessRefusedException("Votre numéro de sécurité sociale n’est plus rattaché à votre compte.");
        // The seat comes before the holder, as everywhere.
        await SessionSeats.LockAsync(dossier.Connection, dossier.Row.SessionId, cancel);
        if (await SendCheck.ReviewedAsync(dossier, cancel) is { } reviewed)
            throw new ProcessRefusedException(reviewed);
        await LedgerPosting.LockAsync(dossier.Connection, holder, cancel);
        var held = (await funding.HeldAsync(dossier.Connection, dossier.Row.AccountId, cancel))!;
        var answer = DossierFunding.Answer(held, dossier.Row, dossier.Today, dossier.Rules);
        return (answer.Plan ?? throw new ProcessRefusedException($"{answer.Refusal!.Text} ({answer.Refusal.Reference})"), held);
    }

    private async Task<Guid> OpenPageAsync(OpenDossier dossier, FundingPlan plan, HolderEntitlements held, CancellationToken cancel)
    {
        var (row, connection) = (dossier.Row, dossier.Connection);
        var until = dossier.Now.AddMinutes(dossier.Rules.Get(BookingRules.CardPage));
        await SessionSeats.HoldAsync(connection, row.SessionId, row.Id, until, cancel);
        var payment = await cards.OpenAsync(connection,
            new CardOrder(row.Id, row.AccountId, held.Holder, plan.CardCents, until, $"Inscription {BookingNumber.Text(row.Number)}"),
            cancel);
        var ruleSet = await RuleSets.FreezeAsync(connection, dossier.Rules, cancel);
        var shares = DossierFunding.Shares(plan, held, null);
        await BookingLedger.HoldAsync(connection, row.Id, DossierClosing.HoldName(payment), held.Holder,
            [.. shares.Where(s => s.Bucket is not null).Select(s => (s.Bucket!.Value, s.Cents))], dossier.Today, ruleSet,
            row.CertificationCode, cancel);
        (row.PaymentId, row.PaymentUntil, row.PaymentPlan) = (
            payment, until, new HeldPlan(dossier.Today, plan, shares, held.Holder).Write());
        await dossier.All.SaveChangesAsync(cancel);
        await DossierDesk.ScheduleAsync(dossier, cancel);
        return payment;
    }

    /// <summary>A page whose time is over has to end before another opens; it ends in a transaction of its own.</summary>
    private async Task EndOldPageAsync(DossierKey key, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var old = await database.ReadAsync((BookingsContext all) => all.Bookings
            .Where(b => b.Id == key.Id && b.PaymentUntil <= now && b.State == BookingProcess.Proposed).Select(b => b.PaymentId)
                .SingleOrDefaultAsync(cancel), cancel);
        if (old is { } payment)
            await cards.FindAsync(payment, cancel);
    }
}
