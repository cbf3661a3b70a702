using System.Globalization;

namespace Marketplace.Core.Funding;

/// <summary>Amounts as French readers expect them.</summary>
public static class EuroText
{
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u202F", NegativeSign = "-" };

    /// <summary>1 450,00 €, with no-break spaces.</summary>
    public static string Of(long cents) => (cents / 100m).ToString("N2", Numbers) + "\u00A0€";
}
