using System.Globalization;

namespace Marketplace.Platform.Text;

/// <summary>Days as French readers expect them; written out, since some containers lack the locale's data.</summary>
public static class DateText
{
    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>11 janvier 2027, with no-break spaces; the first of a month is « 1er ».</summary>
    public static string Of(DateOnly date) =>
        $"{(date.Day == 1 ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture))}\u00A0{Months[date.Month - 1]}\u00A0{date.Year}";
}
