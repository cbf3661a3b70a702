using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Funding;

namespace Marketplace.Web.Api.Bookings;

/// <summary>A page of one's bookings, the latest begun first.</summary>
/// <param name="Next">Cursor of the next page; null: this is the last one.</param>
public sealed record BookingsResponse(IReadOnlyList<BookingItem> Items, string? Next);

/// <summary>A booking in a list.</summary>
/// <param name="Next">What the clock does if nobody acts before; null: nothing.</param>
public sealed record BookingItem(
    Guid Id, string Number, string State, string StateLabel, string Title, BookingProvider Provider, DateOnly? Starts, DateOnly? Ends,
        long PriceCents,
    DateTime ChangedAt, BookingDeadline? Next)
{
    internal static BookingItem Of(DossierSummary dossier) => new(
        dossier.Id, BookingNumber.Text(dossier.Number), dossier.State, BookingProcess.Table.Label(dossier.State), dossier.Title,
        new(dossier.Siret, dossier.ProviderName), dossier.Starts, dossier.Ends, dossier.Price, dossier.ChangedAt,
        dossier.DueAt is { } due ? new(dossier.DueEvent!, due, null) : null);
}

public sealed record BookingProvider(string Siret, string Name);

/// <param name="Event">What happens then.</param>
/// <param name="DueAt">The first moment that is too late.</param>
/// <param name="Extension">Why it was put off; null: it was not.</param>
public sealed record BookingDeadline(string Event, DateTimeOffset DueAt, string? Extension);

/// <param name="ActionId">Of <c>/api/v1/actions</c>.</param>
public sealed record BookingTraining(
    string ActionId, string Session, string Title, string Certification, string Modality, string? InseeCode, DateOnly? Starts,
        DateOnly? Ends, int? Hours)
{
    internal static BookingTraining Of(BookingRow row) => new(
        row.PublicId, row.SessionNumber, row.Title, row.CertificationCode, row.Modality, row.Insee, row.Starts, row.Ends, row.Hours);
}

/// <summary>A share of the price; what the end made of it, null before.</summary>
public sealed record BookingLine(string Source, string? Kind, long AmountCents, long? UsedCents, long? ReturnedCents, long? KeptCents,
    long? CreditCents);

/// <summary>What accepting costs at this moment.</summary>
/// <param name="CardCents">To pay by card: <c>accept</c> sends it back, so that nothing else is agreed than what was shown.</param>
/// <param name="Refusal">Why rights may not pay for it; null: they may.</param>
public sealed record BookingPlan(IReadOnlyList<BookingLine> Lines, long LearnerTotalCents, long CardCents, string? Refusal);

/// <param name="Href">Page, for the holder's browser, that leads to the payment provider.</param>
public sealed record BookingPayment(Guid Id, DateTimeOffset Until, string Href);

/// <summary>Another session that one side asked for.</summary>
/// <param name="AskedBy">learner or provider.</param>
public sealed record BookingMove(string AskedBy, DateTimeOffset AskedAt);

public sealed record BookingStep(DateTime At, string Event, string? From, string To);

/// <summary>A booking whole.</summary>
/// <param name="Possible">Events that <c>POST …/events</c> takes now.</param>
/// <param name="WithdrawalUntil">Last day of withdrawal; null before acceptance.</param>
/// <param name="Plan">Of a proposal; null otherwise.</param>
/// <param name="Payment">While a card page is open.</param>
public sealed record BookingResource(
    Guid Id, string Number, string State, string StateLabel, IReadOnlyList<string> Possible, BookingTraining Training,
        BookingProvider Provider,
    long PriceCents, IReadOnlyList<BookingLine> Lines, DateOnly? WithdrawalUntil, DateOnly? FreeCancellationUntil, BookingPlan? Plan,
    BookingPayment? Payment, BookingMove? Move, IReadOnlyList<BookingDeadline> Deadlines, IReadOnlyList<BookingStep> Events)
{
    internal static BookingResource Of(
        DossierView view, IReadOnlyList<string> possible, EndingDays? days, FundingAnswer? plan, Func<Guid, string> pageOf,
            DateTimeOffset now)
    {
        var row = view.Row;
        return new(row.Id, BookingNumber.Text(row.Number), row.State, BookingProcess.Table.Label(row.State), possible,
            BookingTraining.Of(row),
            new(row.Siret, row.ProviderName), row.Price,
            [.. view.Lines.Select(line => new BookingLine(line.Source, line.Kind, line.Amount, line.Used, line.Returned, line.Kept,
                line.Credit))],
            days?.WithdrawalUntil, days?.FreeCancellationUntil, PlanOf(plan),
            row.PaymentId is { } payment && row.PaymentUntil > now ? new(payment, row.PaymentUntil.Value, pageOf(payment)) : null,
            view.Move is { } move ? new(move.AskedBy, move.AskedAt) : null,
            [.. view.Deadlines.Select(deadline => new BookingDeadline(deadline.Event, deadline.DueAt, deadline.ExtensionReason))],
            [.. view.Events.Select(step => new BookingStep(step.At, step.Event, step.FromState, step.ToState))]);
    }

    private static BookingPlan? PlanOf(FundingAnswer? answer) => answer switch
    {
        null => null,
        { Plan: { } plan } => new(
            [.. plan.Lines.Select(line => new BookingLine(line.Source, line.Kind, line.AmountCents, null, null, null, null))],
                plan.LearnerTotalCents,
            plan.CardCents, null),
        _ => new([], 0, 0, $"{answer.Refusal!.Text} ({answer.Refusal.Reference})"),
    };
}
