using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Bookings.Endings;

/// <summary>Until when a booking ends without cost for the learner.</summary>
/// <param name="WithdrawalUntil">Last day of withdrawal.</param>
/// <param name="FreeCancellationUntil">Last day from which the delay before the start is kept.</param>
public sealed record EndingDays(DateOnly WithdrawalUntil, DateOnly FreeCancellationUntil)
{
    /// <param name="rules">Those of the acceptance.</param>
    public static EndingDays Of(DateOnly acceptedOn, DateOnly start, HolidayZone zone, RulesInForce rules) =>
        new(Withdrawal(acceptedOn, start, WorkingDays.Of(zone), rules), FreeCancellation(start, zone, rules));

    private static DateOnly Withdrawal(DateOnly acceptedOn, DateOnly start, WorkingDays calendar, RulesInForce rules)
    {
        var eve = start.AddDays(-1);
        var delay = rules.Get(BookingRules.Withdrawal);
        // Working days first: where so many calendar days reach the start, the calendar's end is never asked for.
        var last = acceptedOn.AddDays(delay.Length) >= eve ? eve : calendar.End(acceptedOn, delay);
        if (last >= eve)
            return eve;
        while (rules.Get(BookingRules.WithdrawalMovedOn) && last < eve && !calendar.IsWorkingDay(last))
            last = last.AddDays(1);
        return last;
    }

    private static DateOnly FreeCancellation(DateOnly start, HolidayZone zone, RulesInForce rules)
    {
        var delay = rules.Get(BookingRules.FreeCancellation);
        // The delay is over on the day before this one.
        var over = rules.Get(BookingRules.FreeCancellationEnds) == "on-start" ? start.AddDays(1) : start;
        return delay.Unit switch
        {
            DelayUnit.WorkingDays => Back(over, delay.Length, zone).AddDays(-1),
            DelayUnit.CalendarDays => over.AddDays(-delay.Length - 1),
            DelayUnit.Months => over.AddMonths(-delay.Length).AddDays(-1),
            _ => over.AddYears(-delay.Length).AddDays(-1),
        };
    }

    /// <summary>A training of January 2015 asks for days before the calendar's first: weekdays but Christmas.</summary>
    private static DateOnly Back(DateOnly day, int count, HolidayZone zone)
    {
        var (first, calendar) = (new DateOnly(Holidays.FirstYear, 1, 1), WorkingDays.Of(zone));
        for (; count > 0; count--)
        {
            do
                day = day.AddDays(-1);
            while (!(day >= first ? calendar.IsWorkingDay(day) : IsWorkingDayBefore(day, zone)));
        }
        return day;
    }

    private static bool IsWorkingDayBefore(DateOnly day, HolidayZone zone) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not (12, 25) && !((day.Month, day.Day) is (12, 26) && zone == HolidayZone.AlsaceMoselle);
}
