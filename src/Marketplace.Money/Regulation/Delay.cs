using System.Globalization;

namespace Marketplace.Money.Regulation;

/// <summary>What a delay counts.</summary>
public enum DelayUnit
{
    CalendarDays,
    /// <summary>Jours ouvrés: Monday to Friday, less public holidays.</summary>
    WorkingDays,
    Months,
    Years,
}

/// <summary>A delay of law or of the terms of use.</summary>
/// <param name="Length">1 or more.</param>
public readonly record struct Delay(int Length, DelayUnit Unit)
{
    private static readonly (DelayUnit Unit, string Word)[] Words =
    [
        (DelayUnit.CalendarDays, "calendar-days"), (DelayUnit.WorkingDays, "working-days"), (DelayUnit.Months, "months"),
            (DelayUnit.Years, "years"),
    ];

    /// <summary>Reads « 14 calendar-days ».</summary>
    /// <exception cref="FormatException">It is not written so.</exception>
    public static Delay Parse(string text)
    {
        var parts = text.Split(' ');
        var word = Array.Find(Words, w => parts.Length == 2 && w.Word == parts[1]).Word;
        return word is not null && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0
            ? new Delay(length, Array.Find(Words, w => w.Word == word).Unit)
            : throw new FormatException(
                $"un nombre suivi de {string.Join(", ", Words.Select(w => w.Word))} est attendu, par exemple « 14 calendar-days »");
    }
}

/// <summary>A day that comes every year, such as 30 June.</summary>
public readonly record struct YearlyDay(int Month, int Day)
{
    /// <summary>The day in a year.</summary>
    public DateOnly In(int year) => new(year, Month, Day);

    /// <summary>Reads « 06-30 ».</summary>
    /// <exception cref="FormatException">It is not written so, or is 29 February.</exception>
    public static YearlyDay Parse(string text) =>
        DateOnly.TryParseExact("2001-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new YearlyDay(day.Month, day.Day)
            : throw new FormatException("un mois et un jour sont attendus, par exemple « 06-30 »");
}
