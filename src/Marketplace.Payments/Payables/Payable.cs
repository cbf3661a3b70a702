namespace Marketplace.Payments.Payables;

/// <summary>Why a provider is owed something, as in <c>payable.kind</c>.</summary>
public static class PayableKinds
{
    public const string Deposit = "deposit";
    public const string Invoice = "invoice";

    /// <summary>Below zero: a deposit beyond what was due in the end.</summary>
    public const string Overpaid = "overpaid";

    /// <summary>Below zero: undue, found by a control.</summary>
    public const string Recovery = "recovery";

    /// <summary>What each is called, in French.</summary>
    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        [Deposit] = "Acompte", [Invoice] = "Facture", [Overpaid] = "Acompte repris", [Recovery] = "Indu retenu",
    };
}

/// <summary>A sum that falls due.</summary>
/// <param name="Key">Names it once and for all.</param>
/// <param name="Reference">As the provider reads it.</param>
/// <param name="Cents">Below zero: the provider owes it.</param>
/// <param name="DueOn">The last day to pay it.</param>
public sealed record NewPayable(
    string Key, string Siret, string Kind, Guid Booking, string Reference, long Cents, DateOnly DueOn, Guid? Invoice = null);

/// <summary>A sum as its provider and operators see it.</summary>
/// <param name="Transfer">Reference of the transfer that counts, or counted last; null: none yet.</param>
/// <param name="Problem">The bank's reason of a refusal.</param>
public sealed record PayableView(
    Guid Id, string Siret, string Kind, Guid Booking, string Reference, long Cents, string State, DateOnly DueOn, DateTime CreatedAt,
    DateTime? PaidAt, string? Problem, string? Transfer);
