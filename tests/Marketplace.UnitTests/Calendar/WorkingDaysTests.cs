using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Calendar;

public sealed class WorkingDaysTests
{
    [Theory]
    // Christmas 2026 is a Friday: 28, 29, 30.
    [InlineData("2026-12-24", 3, HolidayZone.Metropole, "2026-12-30")]
    [InlineData("2026-12-24", 3, HolidayZone.AlsaceMoselle, "2026-12-30")]
    // 25 and 26 December 2024 are a Wednesday and a Thursday.
    [InlineData("2024-12-24", 1, HolidayZone.Metropole, "2024-12-26")]
    [InlineData("2024-12-24", 1, HolidayZone.AlsaceMoselle, "2024-12-27")]
    // May 2026: Friday 1st, Friday 8th, Thursday 14th, Monday 25th.
    [InlineData("2026-04-30", 11, HolidayZone.Metropole, "2026-05-20")]
    [InlineData("2026-05-13", 1, HolidayZone.Metropole, "2026-05-15")]
    [InlineData("2026-05-21", 1, HolidayZone.Martinique, "2026-05-26")]
    // From a Saturday, a Sunday and a holiday the first working day is the next one.
    [InlineData("2026-11-07", 1, HolidayZone.Metropole, "2026-11-09")]
    [InlineData("2026-11-10", 1, HolidayZone.Metropole, "2026-11-12")]
    [InlineData("2026-11-11", 1, HolidayZone.Metropole, "2026-11-12")]
    [InlineData("2026-06-10", 0, HolidayZone.Guyane, "2026-06-10")]
    [InlineData("2026-06-09", 1, HolidayZone.Guyane, "2026-06-11")]
    [InlineData("2027-03-25", 1, HolidayZone.Metropole, "2027-03-26")]
    [InlineData("2027-03-25", 1, HolidayZone.AlsaceMoselle, "2027-03-30")]
    public void Add_KnownDates_EndWhereTheCalendarSays(string from, int days, HolidayZone zone, string end) =>
        Assert.Equal(Day(end), WorkingDays.Of(zone).Add(Day(from), days));

    [Theory]
    [InlineData("2026-05-20", 11, "2026-04-30")]
    [InlineData("2026-11-12", 1, "2026-11-10")]
    [InlineData("2026-11-15", 1, "2026-11-13")]
    public void Subtract_KnownDates_StartWhereTheCalendarSays(string from, int days, string start) =>
        Assert.Equal(Day(start), WorkingDays.Of(HolidayZone.Metropole).Subtract(Day(from), days));

    [Fact]
    public void End_CalendarDays_CountsEveryDay() =>
        Assert.Equal(Day("2026-05-14"),
            WorkingDays.Of(HolidayZone.Metropole).End(Day("2026-04-30"), new Delay(14, DelayUnit.CalendarDays)));

    [Fact]
    public void End_MonthsFromTheEndOfAMonth_StaysInTheMonth() =>
        Assert.Equal(Day("2026-02-28"), WorkingDays.Of(HolidayZone.Metropole).End(Day("2026-01-31"), new Delay(1, DelayUnit.Months)));

    [Fact]
    public void Add_AnyDay_GivesAWorkingDayThatManyAfter() => Check((days, day, count) =>
    {
        var end = days.Add(day, count);
        return days.IsWorkingDay(end) && days.Between(day, end) == count && end > day;
    });

    [Fact]
    public void Add_AnyDay_IsTheSameAsWalking() => Check((days, day, count) =>
    {
        var walked = day;
        for (var left = count; left > 0;)
        {
            walked = walked.AddDays(1);
            if (days.IsWorkingDay(walked))
                left--;
        }
        return days.Add(day, count) == walked;
    });

    [Fact]
    public void Subtract_WhatWasAddedToAWorkingDay_GivesItBack() => Check((days, day, count) =>
    {
        var working = days.Add(day, 1);
        return days.Subtract(days.Add(working, count), count) == working;
    });

    [Fact]
    public void Add_InTwoSteps_IsOneStep() => Check((days, day, count) => days.Add(days.Add(day, count), 7) == days.Add(day, count + 7));

    private static void Check(Func<WorkingDays, DateOnly, int, bool> property)
    {
        var cases = from zone in Gen.Elements(Enum.GetValues<HolidayZone>())
                    from offset in Gen.Choose(200, (35 * 365) - 200)
                    from count in Gen.Choose(1, 100)
                    select (zone, Day: new DateOnly(2015, 1, 1).AddDays(offset), count);
        Prop.ForAll(cases.ToArbitrary(), c => property(WorkingDays.Of(c.zone), c.Day, c.count)).QuickCheckThrowOnFailure();
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
