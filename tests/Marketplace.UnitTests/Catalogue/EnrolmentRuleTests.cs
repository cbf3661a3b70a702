using System.Globalization;
using Marketplace.Catalogue.Actions;
using Marketplace.Platform.Time;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.UnitTests.Catalogue;

public sealed class EnrolmentRuleTests
{
    private static readonly DateOnly Today = new(2027, 3, 10);

    [Theory]
    [InlineData(0, Availability.Available)]
    [InlineData(1, Availability.Available)]
    [InlineData(-1, Availability.Past)]
    public void Session_Dated_CanBeEnteredUntilItsFirstDay(int startsIn, Availability expected) =>
        Assert.Equal(expected, Of(permanent: false, start: startsIn, end: startsIn + 90));

    [Theory]
    [InlineData(true, -300, 0, Availability.Available)]
    [InlineData(true, -300, null, Availability.Available)]
    [InlineData(true, -300, -1, Availability.Past)]
    [InlineData(false, null, 0, Availability.Available)]
    [InlineData(false, null, null, Availability.Available)]
    [InlineData(false, null, -1, Availability.Past)]
    public void Session_PermanentOrWithoutFirstDay_CanBeEnteredUntilItsEnd(bool permanent, int? start, int? end, Availability expected) =>
        Assert.Equal(expected, Of(permanent, start, end));

    [Theory]
    [InlineData(true, null, 0, Availability.Available)]
    [InlineData(true, 5, 4, Availability.Available)]
    [InlineData(true, 5, 5, Availability.Full)]
    [InlineData(true, 5, 6, Availability.Full)]
    [InlineData(false, 5, 5, Availability.Closed)]
    [InlineData(false, null, 0, Availability.Closed)]
    public void Session_StillToCome_IsFullOrClosed_ByItsSeatsAndItsProvidersWord(
        bool open, int? capacity, int taken, Availability expected) =>
        Assert.Equal(expected, EnrolmentRule.On(Today, Today, open, EnrolmentRule.SeatsLeft(capacity, taken)));

    [Fact]
    public void Session_PermanentEntryClosedAfterItsFirstDay_IsClosedNotPast() =>
        Assert.Equal(Availability.Closed,
            EnrolmentRule.On(Today, EnrolmentRule.LastDay(true, Today.AddDays(-30), Today.AddDays(30)), open: false, null));

    [Fact]
    public void Session_ThatBeginsToday_IsPast_FromMidnightInParis()
    {
        var last = EnrolmentRule.LastDay(false, Today, null);
        Assert.Equal(Availability.Available, EnrolmentRule.On(new At("2027-03-10T22:59:59Z").Today(), last, true, null));
        Assert.Equal(Availability.Past, EnrolmentRule.On(new At("2027-03-10T23:00:00Z").Today(), last, true, null));
    }

    [Fact]
    public void NextSession_IsTheFirstThatCanBeEntered_NotTheFirstOfTheList()
    {
        var record = Record(Of("full", 1, capacity: 3, taken: 3), Of("closed", 2, open: false), Of("later", 9), Of("next", 4),
            Of("past", -1));

        Assert.Equal("next", record.NextSession(Today)?.Session.Number);
        Assert.True(record.IsAvailable(Today));
    }

    [Fact]
    public void NextSession_WithoutFirstDay_ComesAfterThoseThatHaveOne()
    {
        Assert.Equal("dated", Record(Of("undated", null), Of("dated", 40)).NextSession(Today)?.Session.Number);
        Assert.Equal("undated", Record(Of("undated", null), Of("past", -40)).NextSession(Today)?.Session.Number);
    }

    [Fact]
    public void NextSession_SameFirstDay_IsTheOneWithTheFirstNumber() =>
        Assert.Equal("S1", Record(Of("S2", 4), Of("S1", 4)).NextSession(Today)?.Session.Number);

    [Fact]
    public void Action_Archived_TakesNobody()
    {
        var record = Record(Of("S1", 4)) with { Archived = true };

        Assert.False(record.IsAvailable(Today));
        Assert.Null(record.NextSession(Today));
    }

    private static Availability Of(bool permanent, int? start, int? end) =>
        EnrolmentRule.On(Today, EnrolmentRule.LastDay(permanent, In(start), In(end)), open: true, seatsLeft: null);

    private static DateOnly? In(int? days) => days is { } known ? Today.AddDays(known) : null;

    private static ActionSession Of(string number, int? startsIn, bool open = true, int? capacity = null, int taken = 0) =>
        new(Session(number) with { Start = In(startsIn), End = null, Open = open }, capacity, taken);

    private static ActionRecord Record(params ActionSession[] sessions) => new(
        "id", Offer(), Action(), new("99900000000018", "Centre", null, []), new("rncp", "RNCP38430", "CAP Cuisine", 3, true, null, []),
        null, null, null, Archived: false, DateTime.UnixEpoch, sessions);

    private sealed class At(string moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
    }
}
