namespace Marketplace.Money.Bank;

/// <summary>One entry of a statement, as its file says it.</summary>
/// <param name="Line">In the file.</param>
/// <param name="Reference">The bank's own, the same each time the entry is sent; made of statement and place when the bank gives
/// none.</param>
/// <param name="Cents">Hundredths of the currency, above zero.</param>
/// <param name="IsCredit">Money that came; else money that left.</param>
/// <param name="IsBooked">Final; what is only announced comes again.</param>
/// <param name="Text">All that the payer wrote, one after the other.</param>
/// <param name="Problem">Why it cannot be taken, in French; the other values then mean nothing.</param>
internal sealed record BankLine(
    long Line, string Reference, DateOnly Day, long Cents, string Currency, bool IsCredit, bool IsBooked, string Text,
    string? Problem = null)
{
    /// <summary>Characters of payers' texts that are read and kept.</summary>
    public const int MostText = 500;
    public const int MostReference = 100;

    public static BankLine Refused(long line, string problem) => new(line, "", default, 0, "", false, false, "", problem);
}
