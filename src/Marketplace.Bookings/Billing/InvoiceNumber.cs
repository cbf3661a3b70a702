using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Bookings.Billing;

/// <summary>Numbers of invoices are the provider's own: one series, of which the next is proposed.</summary>
public static partial class InvoiceNumber
{
    /// <summary>Characters of a number; accounting programs take no more.</summary>
    public const int Longest = 20;

    /// <summary>Letters, digits and what usually stands between them; it ends with a digit or a letter.</summary>
    public static bool IsSound(string number) => number.Length is > 0 and <= Longest && Sound().IsMatch(number);

    /// <summary>The one after: its last digits counted on.</summary>
    /// <param name="last">Null: there is none yet.</param>
    public static string Next(string? last, int year)
    {
        if (last is null)
            return string.Create(CultureInfo.InvariantCulture, $"F{year}-0001");
        var digits = LastDigits().Match(last);
        if (!digits.Success || !long.TryParse(digits.Value, CultureInfo.InvariantCulture, out var count))
            return last.Length <= Longest - 2 ? last + "-2" : "";
        var next = (count + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits.Length, '0');
        var whole = last[..digits.Index] + next + last[(digits.Index + digits.Length)..];
        return whole.Length <= Longest ? whole : "";
    }

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9 ./_-]*[A-Za-z0-9])?$")]
    private static partial Regex Sound();

    [GeneratedRegex(@"[0-9]{1,17}(?=[^0-9]*$)")]
    private static partial Regex LastDigits();
}
