using Marketplace.Platform.Decisions;
using Marketplace.Platform.Importing;

namespace Marketplace.Money.Dotations;

/// <summary>An order as its organisation sees it. Who the beneficiaries are is not in it.</summary>
/// <param name="Product">Key of <see cref="DotationProduct"/>.</param>
/// <param name="Code">Kind of money that the beneficiaries get.</param>
/// <param name="State">One of <see cref="OrderProcess"/>.</param>
/// <param name="TotalCents">To transfer.</param>
/// <param name="Refused">Lines of the file that are not in the order.</param>
/// <param name="Label">Of the transfer; null while it is not confirmed.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record DotationOrder(
    Guid Id, string Product, string Code, string Siren, string State, int Beneficiaries, long TotalCents, int Refused, string? Label,
    DateTime CreatedAt, DateTime ChangedAt)
{
    /// <summary>For who confirms or cancels it.</summary>
    public string Version => StateVersion.Of(Id, State, Beneficiaries, TotalCents, Refused, Label, ChangedAt);
}

/// <summary>An order with what its page shows.</summary>
/// <param name="Report">The first refused lines, with their reasons.</param>
/// <param name="Credited">Beneficiaries whose account has it.</param>
/// <param name="CreditedCents">In all.</param>
/// <param name="Returned">Beneficiaries whose share is owed back to the organisation.</param>
/// <param name="ReturnedCents">In all.</param>
/// <param name="RestCents">Taken back from accounts after the last day, and owed to the organisation.</param>
/// <param name="Payments">Entries of the bank that carry its label.</param>
public sealed record DotationOrderDetail(
    DotationOrder Order, IReadOnlyList<LineMessage> Report, int Credited, long CreditedCents, int Returned, long ReturnedCents,
    long RestCents, IReadOnlyList<OrderPayment> Payments);

/// <param name="State">As in <c>bank_entry</c>.</param>
/// <param name="Reason">Why it was set aside; null: it pays the order.</param>
public sealed record OrderPayment(DateOnly Day, long Cents, string State, string? Reason);

/// <summary>What came of confirming or cancelling, when <see cref="OrderProcess"/> let it happen.</summary>
public enum OrderChange
{
    Done,
    /// <summary>The organisation has no such order.</summary>
    Unknown,
    /// <summary>It changed since it was shown.</summary>
    Stale,
}
