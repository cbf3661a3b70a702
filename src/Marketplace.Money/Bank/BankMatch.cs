using Marketplace.Money.Dotations;
using Marketplace.People.Access;

namespace Marketplace.Money.Bank;

/// <summary>An order as matching sees it.</summary>
public sealed record PayableOrder(Guid Id, string State, long TotalCents);

/// <summary>What becomes of an entry.</summary>
/// <param name="Order">That it pays, or seems to mean; null: none.</param>
/// <param name="Reason">Why it is set aside; null: it pays the order.</param>
public sealed record BankMatch(PayableOrder? Order, string? Reason)
{
    /// <summary>
    /// One label, its order waiting, the very amount: anything else waits for somebody to look at it (R6323-42; rule
    /// <c>dotation.other-amount-paid</c>). A pure function.
    /// </summary>
    /// <param name="isRepeated">Another entry has the same reference of the bank.</param>
    /// <param name="find">The order of a label's key.</param>
    public static BankMatch Of(string currency, long cents, string text, bool isRepeated, Func<string, PayableOrder?> find)
    {
        var keys = TransferLabel.FindKeys(text);
        var order = keys.Count == 1 ? find(keys[0]) : null;
        if (currency != "EUR")
            return new(order, BankReasons.OtherCurrency);
        if (isRepeated)
            return new(order, BankReasons.ReferenceReused);
        if (keys.Count != 1)
            return new(null, keys.Count == 0 ? BankReasons.NoLabel : BankReasons.SeveralLabels);
        if (order is null)
            return new(null, BankReasons.UnknownLabel);
        if (!OrderProcess.Table.Allows(order.State, OrderProcess.Receive, Roles.Program))
            return new(order, order.State == OrderProcess.Cancelled ? BankReasons.Cancelled : BankReasons.AlreadyPaid);
        return new(order, cents < order.TotalCents ? BankReasons.TooLittle : cents > order.TotalCents ? BankReasons.TooMuch : null);
    }
}
