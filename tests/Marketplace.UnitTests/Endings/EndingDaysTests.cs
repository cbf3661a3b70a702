using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Endings;

public sealed class EndingDaysTests
{
    [Theory]
    [InlineData("2027-01-04", "2027-02-08", "metropole", "2027-01-18")]
    // Saturday, Sunday.
    [InlineData("2027-01-02", "2027-02-08", "metropole", "2027-01-18")]
    [InlineData("2027-01-03", "2027-02-08", "metropole", "2027-01-18")]
    // 1 May 2026 is a Friday.
    [InlineData("2026-04-17", "2026-06-08", "metropole", "2026-05-04")]
    // Second day of Christmas, Good Friday.
    [InlineData("2024-12-12", "2025-02-03", "metropole", "2024-12-26")]
    [InlineData("2024-12-12", "2025-02-03", "alsace-moselle", "2024-12-27")]
    [InlineData("2027-03-12", "2027-06-01", "metropole", "2027-03-26")]
    [InlineData("2027-03-12", "2027-06-01", "alsace-moselle", "2027-03-30")]
    [InlineData("2026-12-06", "2027-02-08", "la-reunion", "2026-12-21")]
    // Never later than the eve of the start, be it a Sunday, nor moved past it.
    [InlineData("2027-01-04", "2027-01-12", "metropole", "2027-01-11")]
    [InlineData("2027-01-04", "2027-01-11", "metropole", "2027-01-10")]
    [InlineData("2027-01-02", "2027-01-18", "metropole", "2027-01-17")]
    [InlineData("2027-01-02", "2027-01-17", "metropole", "2027-01-16")]
    [InlineData("2027-01-04", "2027-01-05", "metropole", "2027-01-04")]
    [InlineData("2050-12-20", "2050-12-31", "metropole", "2050-12-30")]
    public void Withdrawal_IsFourteenDaysMovedOnAndEndsBeforeTheStart(string accepted, string start, string zone, string until) =>
        Assert.Equal(Day(until), Of(accepted, start, zone).WithdrawalUntil);

    [Theory]
    [InlineData("2027-02-08", "metropole", "2027-01-27")]
    // A Sunday.
    [InlineData("2027-02-10", "metropole", "2027-01-31")]
    // Christmas and New Year; in Alsace-Moselle 26 December too.
    [InlineData("2025-01-03", "metropole", "2024-12-22")]
    [InlineData("2025-01-03", "alsace-moselle", "2024-12-19")]
    // A training may begin on a day off.
    [InlineData("2027-02-07", "metropole", "2027-01-27")]
    // Before the calendar's first day.
    [InlineData("2015-01-05", "metropole", "2014-12-22")]
    [InlineData("2015-01-05", "alsace-moselle", "2014-12-21")]
    public void FreeCancellation_EndsBeforeTheSeventhWorkingDay(string start, string zone, string until) =>
        Assert.Equal(Day(until), EndingDays.Of(Day(start).AddDays(-1), Day(start), HolidayZones.ByName[zone],
            RuleBook.Current.On(new DateOnly(2027, 1, 1))).FreeCancellationUntil);

    /// <summary>The two ways to say it: a delay that still ends before the start, and one day more does not.</summary>
    [Fact]
    public void FreeCancellation_IsTheLastDayWhoseDelayEndsBeforeTheStart()
    {
        foreach (var zone in Enum.GetValues<HolidayZone>())
            for (var start = new DateOnly(2026, 1, 1); start.Year < 2029; start = start.AddDays(1))
            {
                var until = EndingDays.Of(start.AddDays(-1), start, zone, RuleBook.Current.On(start)).FreeCancellationUntil;
                Assert.True(WorkingDays.Of(zone).Add(until, 7) < start);
                Assert.True(WorkingDays.Of(zone).Add(until.AddDays(1), 7) >= start);
            }
    }

    private static EndingDays Of(string accepted, string start, string zone) =>
        EndingDays.Of(Day(accepted), Day(start), HolidayZones.ByName[zone], RuleBook.Current.On(Day(accepted)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
