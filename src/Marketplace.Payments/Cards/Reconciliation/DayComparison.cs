using Marketplace.Platform.Time;

namespace Marketplace.Payments.Cards.Reconciliation;

/// <summary>
/// Lines of the provider beside ours. Midnight and late notifications are no faults: a line's counterpart may stand on another day.
/// </summary>
internal static class DayComparison
{
    private const string Payment = "payment";
    private const string Refund = "refund";

    /// <param name="told">Of the day and those before it.</param>
    /// <param name="confirmed">References that the provider says are paid, though not in these days; cents.</param>
    public static DayReport Of(
        DateOnly day, string provider, DayBooks books, IReadOnlyList<CardOperation> told, IReadOnlyDictionary<string, long> confirmed)
    {
        var today = told.Where(o => ParisTime.DateOf(o.At) == day).ToList();
        var (payments, refunds) = (today.Where(o => !o.IsRefund).ToList(), today.Where(o => o.IsRefund).ToList());
        var items = payments.Select(o => OfPayment(o, books)).Concat(refunds.Select(o => OfRefund(o, books)))
            .Concat(books.Received.Select(r => OfReceipt(r, told, confirmed)))
            .Concat(books.Repaid.Select(r => OfRepayment(r, told)))
            .OfType<UnmatchedItem>().Select(item => item with { Day = day })
            // An amount that differs is seen from both sides, and is one fault.
            .DistinctBy(item => (item.Kind, item.Reference));
        return new(day, provider, payments.Count, payments.Sum(o => o.AmountCents), refunds.Count, refunds.Sum(o => o.AmountCents),
            books.Received.Count, books.Received.Sum(r => r.Cents), books.Repaid.Count, books.Repaid.Sum(r => r.Cents))
        {
            Unmatched = [.. items],
        };
    }

    private static UnmatchedItem? OfPayment(CardOperation told, DayBooks books) =>
        books.Around.FirstOrDefault(payment => payment.Reference == told.Reference) switch
        {
            null => Item(Payment, told.Reference, UnmatchedProblems.OnlyProvider, told.AmountCents, null),
            { Bucket: null } => Item(Payment, told.Reference, UnmatchedProblems.NotPaidHere, told.AmountCents, null),
            { } paid when paid.AmountCents != told.AmountCents =>
                Item(Payment, told.Reference, UnmatchedProblems.WrongAmount, told.AmountCents, paid.AmountCents),
            _ => null,
        };

    private static UnmatchedItem? OfRefund(CardOperation told, DayBooks books) =>
        books.DoneRefunds.FirstOrDefault(refund => refund.ProviderReference == told.Refund) switch
        {
            null => Item(Refund, told.Refund!, UnmatchedProblems.OnlyProvider, told.AmountCents, null),
            { } done when done.Cents != told.AmountCents =>
                Item(Refund, told.Refund!, UnmatchedProblems.WrongAmount, told.AmountCents, done.Cents),
            _ => null,
        };

    private static UnmatchedItem? OfReceipt(
        Receipt received, IReadOnlyList<CardOperation> told, IReadOnlyDictionary<string, long> confirmed)
    {
        if (received.Payment is not { } payment)
            return Item(Payment, received.Event, UnmatchedProblems.OnlyLedger, null, received.Cents);
        var cents = told.FirstOrDefault(o => !o.IsRefund && o.Reference == payment.Reference)?.AmountCents
            ?? (confirmed.TryGetValue(payment.Reference, out var asked) ? asked : null);
        return cents == received.Cents ? null : Item(Payment, payment.Reference,
            cents is null ? UnmatchedProblems.OnlyLedger : UnmatchedProblems.WrongAmount, cents, received.Cents);
    }

    private static UnmatchedItem? OfRepayment(Repayment repaid, IReadOnlyList<CardOperation> told)
    {
        var cents = repaid.ProviderReference is { } reference ? told.FirstOrDefault(o => o.Refund == reference)?.AmountCents : null;
        return cents == repaid.Cents ? null : Item(Refund, repaid.ProviderReference ?? repaid.Event,
            cents is null ? UnmatchedProblems.OnlyLedger : UnmatchedProblems.WrongAmount, cents, repaid.Cents);
    }

    private static UnmatchedItem Item(string kind, string reference, string problem, long? told, long? ours) =>
        new(default, kind, reference, problem, told, ours);
}
