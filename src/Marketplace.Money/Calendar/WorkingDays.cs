using System.Collections.Frozen;
using Marketplace.Money.Regulation;

namespace Marketplace.Money.Calendar;

/// <summary>
/// Jours ouvrés of a zone: Monday to Friday, less public holidays. Counting starts on the day after the one that sets a
/// delay off, as in article 641 of the Code de procédure civile.
/// </summary>
public sealed class WorkingDays
{
    private static readonly DateOnly First = new(Holidays.FirstYear, 1, 1);
    private static readonly DateOnly Last = new(Holidays.LastYear, 12, 31);
    private static readonly FrozenDictionary<HolidayZone, WorkingDays> All =
        Enum.GetValues<HolidayZone>().ToFrozenDictionary(zone => zone, zone => new WorkingDays(zone));

    // Working days in order; for each day of the period, how many working days come before it.
    private readonly List<DateOnly> _days = [];
    private readonly int[] _before;

    private WorkingDays(HolidayZone zone)
    {
        var holidays = Enumerable.Range(Holidays.FirstYear, Holidays.LastYear - Holidays.FirstYear + 1)
            .SelectMany(year => Holidays.Of(year, zone)).Select(holiday => holiday.Date).ToHashSet();
        _before = new int[Last.DayNumber - First.DayNumber + 1];
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            _before[day.DayNumber - First.DayNumber] = _days.Count;
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day))
                _days.Add(day);
        }
    }

    /// <summary>The working days of a zone.</summary>
    public static WorkingDays Of(HolidayZone zone) => All[zone];

    /// <exception cref="ArgumentOutOfRangeException">Outside 2015 to 2050; so are the others'.</exception>
    public bool IsWorkingDay(DateOnly day) => Before(day) is var before && before < _days.Count && _days[before] == day;

    /// <summary>
    /// The working day that is <paramref name="count"/> working days after a day, which itself does not count; 0 gives the day.
    /// </summary>
    public DateOnly Add(DateOnly day, int count)
    {
        if (count < 0)
            return Subtract(day, -count);
        return count == 0 ? day : At(Before(day) + (IsWorkingDay(day) ? 1 : 0) + count - 1);
    }

    /// <summary>
    /// The working day that is <paramref name="count"/> working days before a day, which itself does not count; 0 gives the day.
    /// </summary>
    public DateOnly Subtract(DateOnly day, int count)
    {
        if (count < 0)
            return Add(day, -count);
        return count == 0 ? day : At(Before(day) - count);
    }

    /// <summary>Working days after one day up to and with another; 0 when the other is not later.</summary>
    public int Between(DateOnly after, DateOnly upTo) =>
        upTo <= after ? 0 : Before(upTo) + (IsWorkingDay(upTo) ? 1 : 0) - Before(after) - (IsWorkingDay(after) ? 1 : 0);

    /// <summary>The last day of a delay that something on <paramref name="day"/> sets off.</summary>
    public DateOnly End(DateOnly day, Delay delay) => delay.Unit switch
    {
        DelayUnit.CalendarDays => day.AddDays(delay.Length),
        DelayUnit.WorkingDays => Add(day, delay.Length),
        DelayUnit.Months => day.AddMonths(delay.Length),
        _ => day.AddYears(delay.Length),
    };

    private int Before(DateOnly day) => day >= First && day <= Last
        ? _before[day.DayNumber - First.DayNumber]
        : throw new ArgumentOutOfRangeException(nameof(day), day, "The calendar knows 2015 to 2050.");

    private DateOnly At(int index) => index >= 0 && index < _days.Count
        ? _days[index]
        : throw new ArgumentOutOfRangeException(nameof(index), "The delay ends outside 2015 to 2050.");
}
