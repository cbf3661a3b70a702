using System.Globalization;

namespace Marketplace.Platform.Text;

/// <summary>Amounts as French readers expect them.</summary>
public static class EuroText
{
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u202F",
        NegativeSign = "-" };

    /// <summary>1 450,00 €, with no-break spaces.</summary>
    public static string Of(long cents) => (cents / 100m).ToString("N2", Numbers) + "\u00A0€";

    /// <summary>Reads euros as people and banks write them: comma or point, at most two decimals, blanks and the sign € allowed.</summary>
    /// <param name="cents">Below zero only when the text says so.</param>
    public static bool TryRead(string? text, out long cents)
    {
        cents = 0;
        var plain = new string([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('\u202F' or '\u00A0' or '€'))])
            .Replace(',', '.');
        if (plain.Length > MostDigits
            || !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var euros)
            || decimal.Truncate(euros * 100) != euros * 100)
            return false;
        cents = (long)(euros * 100);
        return true;
    }

    private const int MostDigits = 16;
}
