using System.Globalization;
using Marketplace.Platform.Text;

namespace Marketplace.Web.Templating;

/// <summary>
/// Numbers, prices and dates as French readers expect them. Written out rather than taken from the machine's
/// locale data, which some containers lack.
/// </summary>
public static class FrenchFormat
{
    /// <summary>Between a number and its unit.</summary>
    public const string NoBreakSpace = "\u00A0";

    private static readonly NumberFormatInfo Numbers = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = "\u202F",
        NegativeSign = "-",
    };

    /// <summary>1 450,00 €, with no-break spaces.</summary>
    public static string Price(long cents) => EuroText.Of(cents);

    /// <summary>1 450 € when there are no cents, else as <see cref="Price"/>: for bounds of filters.</summary>
    public static string RoundPrice(long cents) => cents % 100 == 0 ? Number(cents / 100) + NoBreakSpace + "€" : Price(cents);

    /// <summary>12 345.</summary>
    public static string Number(long number) => number.ToString("N0", Numbers);

    /// <summary>At most <paramref name="decimals"/> decimals, none that are zero.</summary>
    public static string Decimal(decimal number, int decimals) =>
        number.ToString("#,0." + new string('#', decimals), Numbers);

    /// <summary>11 janvier 2027; the first of a month is « 1er ».</summary>
    public static string Date(DateOnly date) => DateText.Of(date);

    /// <summary>3,2 km below ten kilometres, 48 km above; « moins de 1 km ».</summary>
    public static string Distance(double km) => km switch
    {
        < 1 => $"moins de 1{NoBreakSpace}km",
        < 10 => Decimal((decimal)km, 1) + NoBreakSpace + "km",
        _ => Number((long)Math.Round(km)) + NoBreakSpace + "km",
    };

    /// <summary>The number with its noun; in French, zero and one are singular.</summary>
    public static string Plural(long count, string singular, string plural) =>
        Number(count) + NoBreakSpace + (Math.Abs(count) < 2 ? singular : plural);
}
