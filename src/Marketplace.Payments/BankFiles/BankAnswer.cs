using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Payments.BankFiles;

/// <summary>What a bank says of a transfer, as in <c>payout_answer.kind</c>.</summary>
public static class BankAnswerKinds
{
    public const string Executed = "executed";
    public const string Rejected = "rejected";
    public const string Returned = "returned";

    /// <summary>Received, checked, pending: nothing follows of it.</summary>
    public const string Noted = "noted";
}

/// <summary>One word of the bank about a transfer, or about all of a file.</summary>
/// <param name="Key">The same each time it is said.</param>
/// <param name="Message">Of the file that it answers; null: not said.</param>
/// <param name="Reference">End to end; null: of the whole file.</param>
/// <param name="Code">The bank's reason.</param>
public sealed record BankAnswer(
    string Key, string Kind, string? Message, string? Reference, long? Cents, DateOnly Day, string? Code, string Text)
{
    /// <summary>Characters of what is kept of each.</summary>
    public const int MostText = 140;

    /// <summary>Of an answer that has no reference of the bank's own: the same words are the same answer.</summary>
    public static string KeyOf(string source, params object?[] parts) =>
        source + "/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture))))))[..40];
}
