namespace Marketplace.Money.Ledger;

/// <summary>One transfer to post: money leaves <paramref name="Debit"/> and comes to <paramref name="Credit"/>.</summary>
/// <param name="Amount">Cents, or hundredths of hours; above zero.</param>
/// <param name="Origin">The line that this one settles or takes back.</param>
/// <param name="Reason">Rule or cause, such as <c>crediting.annual 2025</c>.</param>
public sealed record Transfer(string Nature, long Debit, long Credit, long Amount, string Reason, long? Origin = null);

/// <summary>What the lines of one business event share.</summary>
/// <param name="Key">Names the event once and for all, such as <c>booking/7d…/reserve</c>; posting it again does nothing.</param>
/// <param name="Holder">Null: no holder's money moves.</param>
/// <param name="Day">In Paris.</param>
/// <param name="RuleSet">Stamp of the rules it was computed with.</param>
public sealed record LedgerEvent(string Key, long? Holder, DateOnly Day, string RuleSet, Guid? Booking = null);
