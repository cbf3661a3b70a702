namespace Marketplace.Money.Bank;

/// <summary>One entry of a statement, as its file says it.</summary>
/// <param name="Line">In the file.</param>
/// <param name="Reference">The bank's own, the same each time the entry is sent; made of statement and place when the bank gives
/// none.</param>
/// <param name="Cents">Hundredths of the currency, above zero.</param>
/// <param name="IsCredit">Money that came; else money that left.</param>
/// <param name="IsBooked">Final; what is only announced comes again.</param>
/// <param name="Text">All that the payer wrote, one after the other.</param>
/// <param name="EndToEnd">Reference that who ordered the transfer gave it.</param>
/// <param name="Batch">Of many transfers booked as one: the id of their order.</param>
/// <param name="ReturnReason">The bank's code, of a transfer that came back; null: it did not.</param>
/// <param name="Problem">Why it cannot be taken, in French; the other values then mean nothing.</param>
public sealed record BankLine(
    long Line, string Reference, DateOnly Day, long Cents, string Currency, bool IsCredit, bool IsBooked, string Text,
    string? Problem = null, string? EndToEnd = null, string? Batch = null, string? ReturnReason = null)
{
    /// <summary>References of our own transfers begin so: the bank names them again when it executes or sends back one.</summary>
    public const string OwnPrefix = "VRS";


    /// <summary>Characters of payers' texts that are read and kept.</summary>
    public const int MostText = 500;
    public const int MostReference = 100;

    /// <summary>A transfer of ours that the other bank did not take.</summary>
    public bool IsOwnReturn => IsCredit && ReturnReason is not null && EndToEnd?.StartsWith(OwnPrefix, StringComparison.Ordinal) == true;

    internal static BankLine Refused(long line, string problem) => new(line, "", default, 0, "", false, false, "", problem);
}
