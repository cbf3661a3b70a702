namespace Marketplace.Payments.Cards.Reconciliation;

/// <summary>A day of the provider beside the same day of the ledger: numbers, sums in cents, and what has no counterpart.</summary>
public sealed record DayReport(
    DateOnly Day, string Provider, int Payments, long PaymentsCents, int Refunds, long RefundsCents, int LedgerPayments,
    long LedgerPaymentsCents, int LedgerRefunds, long LedgerRefundsCents)
{
    public IReadOnlyList<UnmatchedItem> Unmatched { get; init; } = [];
}

/// <summary>Something without its counterpart.</summary>
/// <param name="Kind">payment or refund.</param>
/// <param name="Problem">Of <see cref="UnmatchedProblems"/>.</param>
public sealed record UnmatchedItem(
    DateOnly Day, string Kind, string Reference, string Problem, long? ProviderCents, long? LedgerCents);

/// <summary>What can be wrong with a line of a day.</summary>
public static class UnmatchedProblems
{
    public const string OnlyProvider = "only-provider";
    public const string OnlyLedger = "only-ledger";
    public const string WrongAmount = "wrong-amount";
    public const string NotPaidHere = "not-paid-here";

    /// <summary>In French.</summary>
    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        [OnlyProvider] = "Chez le prestataire, inconnu ici",
        [OnlyLedger] = "Au grand livre, absent chez le prestataire",
        [WrongAmount] = "Montants différents",
        [NotPaidHere] = "Payé chez le prestataire, pas ici",
    };
}
