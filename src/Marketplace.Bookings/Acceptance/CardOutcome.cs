using Dapper;
using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Npgsql;

namespace Marketplace.Bookings.Acceptance;

/// <summary>
/// What a card payment of a dossier brings about, in the payment's own transaction: the booking is confirmed with what was held for
/// it; a payment that comes after its time is honoured if everything is still there, else it goes back at once, with a message.
/// </summary>
public sealed class CardOutcome(DossierDesk desk, DossierFunding funding, Conclusion conclusion, DossierClosing closing) : ICardOutcome
{
    /// <summary>Why a payment goes back: codes with their words.</summary>
    public static readonly IReadOnlyDictionary<string, string> RefundReasons = new Dictionary<string, string>
    {
        ["card.closed"] = "la demande est close",
        ["card.too-late"] = "le délai pour accepter est passé",
        ["card.session-full"] = "la dernière place a été prise après la fin de votre page de paiement",
        ["card.rights-changed"] = "vos droits ont changé depuis, et ce paiement ne suffit plus ou n’est plus nécessaire",
        ["card.already-paid"] = "l’inscription est déjà payée",
        ["card.other-page"] = "une autre page de paiement est ouverte pour cette inscription",
    };

    internal static Task TakeTurnAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM booking WHERE id = @booking FOR UPDATE", new { booking }, cancellationToken: cancel));

    public async Task LockAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel)
    {
        await TakeTurnAsync(connection, booking, cancel);
        // The seat comes before the holder, as everywhere, and the money comes to the holder before it pays for the seat.
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT session_id FROM booking WHERE id = @booking AND state = @Proposed", new { booking, BookingProcess.Proposed },
            cancellationToken: cancel)) is { } session)
            await SessionSeats.LockAsync(connection, session, cancel);
    }

    /// <summary>Money for no dossier goes back as soon as it comes, instead of a notification that fails for ever.</summary>
    public async Task<CardVerdict> PaidAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel)
    {
        if (!await IsKnownAsync(connection, payment.Booking, cancel))
            return CardVerdict.Refund(CardReasons.NobodyWaits);
        return await desk.EditAsync(connection, DossierKey.OfService(payment.Booking), async dossier =>
        {
            if (await SettleAsync(dossier, payment, cancel) is not { } why)
                return CardVerdict.Honoured;
            await dossier.TellLearnerAsync(new("Votre paiement vous est rendu",
                $"Votre paiement par carte est arrivé, mais {RefundReasons[why]} : la somme entière revient sur la même carte."), cancel);
            return CardVerdict.Refund(why);
        }, cancel);
    }

    public async Task ClosedAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel)
    {
        if (!await IsKnownAsync(connection, payment.Booking, cancel))
            return;
        await desk.EditAsync(connection, DossierKey.OfService(payment.Booking), async dossier =>
        {
            if (dossier.Row.PaymentId == payment.Id && dossier.Row.AcceptedAt is null)
            {
                await closing.LetPageGoAsync(dossier, cancel);
                await dossier.All.SaveChangesAsync(cancel);
                await DossierDesk.ScheduleAsync(dossier, cancel);
            }
            return true;
        }, cancel);
    }

    private static async Task<bool> IsKnownAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM booking WHERE id = @booking AND state <> @Draft)", new { booking, BookingProcess.Draft },
            cancellationToken: cancel));

    /// <returns>Null: it pays the booking; else why it goes back.</returns>
    private async Task<string?> SettleAsync(OpenDossier dossier, CardPayment payment, CancellationToken cancel)
    {
        var row = dossier.Row;
        if (row.State != BookingProcess.Proposed)
            return row.AcceptedAt is null || BookingProcess.Ended.Contains(row.State) ? "card.closed" : "card.already-paid";
        var kept = row.PaymentId == payment.Id;
        if (!kept && row.PaymentId is not null && row.PaymentUntil > dossier.Now)
            return "card.other-page";
        var facts = dossier.Facts() with { Paid = true };
        if (row.Starts <= dossier.Today)
        {
            await closing.LetPageGoAsync(dossier, cancel);
            return "card.too-late";
        }
        if (!kept && facts.Due(BookingProcess.LearnerSilent) <= dossier.Now)
            return "card.too-late";
        if (await SessionSeats.LockAsync(dossier.Connection, row.SessionId, cancel) is not { } session)
            return "card.closed";
        if (!kept && session.IsFull && !await HasSeatAsync(dossier, cancel))
            return "card.session-full";
        await LedgerPosting.LockAsync(dossier.Connection, payment.Holder, cancel);
        if (!kept)
            await DossierClosing.EndHoldAsync(dossier, cancel);
        if (await PlanAsync(dossier, payment, kept, cancel) is not { } plan)
        {
            // Another page's hold may have ended just above: what that page kept of a seat has nobody else to let it go.
            if (!kept)
                await closing.LetPageGoAsync(dossier, cancel);
            return "card.rights-changed";
        }
        if (kept)
            await DossierClosing.EndHoldAsync(dossier, cancel);
        row.PaymentId = payment.Id;
        await conclusion.ConcludeAsync(dossier, plan, BookingProcess.Settle, Actor.Program, facts, cancel);
        return null;
    }

    /// <returns>What was held for it; without a hold what holds now, where this payment is a credit like any other and has to serve
    /// whole.</returns>
    private async Task<HeldPlan?> PlanAsync(OpenDossier dossier, CardPayment payment, bool kept, CancellationToken cancel)
    {
        if (kept)
            return HeldPlan.Read(dossier.Row.PaymentPlan!).PaidFrom(payment.Bucket!.Value);
        var held = await funding.HeldAsync(dossier.Connection, dossier.Row.AccountId, cancel);
        return held is not null && DossierFunding.Answer(held, dossier.Row, dossier.Today, dossier.Rules).Plan is { CardCents: 0 } plan
            && plan.CreditUsed.Where(c => c.Bucket == payment.Bucket).Sum(c => c.Cents) == payment.AmountCents
            ? new HeldPlan(dossier.Today, plan, DossierFunding.Shares(plan, held, payment.Bucket), held.Holder) : null;
    }

    internal static async Task<bool> HasSeatAsync(OpenDossier dossier, CancellationToken cancel) =>
        await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM seat WHERE booking = @Id)", new { dossier.Row.Id }, cancellationToken: cancel));
}
