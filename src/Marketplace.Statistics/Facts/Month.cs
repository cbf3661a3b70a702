using System.Globalization;

namespace Marketplace.Statistics.Facts;

/// <summary>A calendar month, counted from the year 0, so that months can be subtracted.</summary>
public readonly record struct Month(int Index) : IComparable<Month>
{
    public int Year => Index / 12;

    public int Number => (Index % 12) + 1;

    public DateOnly First => new(Year, Number, 1);

    /// <summary>First month of its quarter.</summary>
    public Month Quarter => new(Index - (Index % 3));

    public static Month Of(DateOnly day) => new((day.Year * 12) + day.Month - 1);

    public static Month Of(int year, int number) => new((year * 12) + number - 1);

    public static Month operator +(Month month, int months) => new(month.Index + months);

    public static bool operator <(Month one, Month other) => one.Index < other.Index;

    public static bool operator >(Month one, Month other) => one.Index > other.Index;

    public static bool operator <=(Month one, Month other) => one.Index <= other.Index;

    public static bool operator >=(Month one, Month other) => one.Index >= other.Index;

    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    /// <summary>2026-01, as periods are written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");

    /// <summary>2026-01.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (text is not { Length: 7 }
            || !DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || first.Year < 1900)
            return false;
        month = Of(first);
        return true;
    }
}
