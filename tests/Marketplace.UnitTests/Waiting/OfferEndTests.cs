using System.Globalization;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Xunit;

namespace Marketplace.UnitTests.Waiting;

/// <summary>Two days, to the end of the day in Paris, and never beyond the last day on which a request could be sent.</summary>
public sealed class OfferEndTests
{
    private static readonly WorkingDays Days = WorkingDays.Of(HolidayZone.Metropole);

    /// <summary>A session of 1 March 2027, a Monday: a request has to come by Sunday 14 February, 11 working days before.</summary>
    [Theory]
    [InlineData("2026-12-01T10:00", "2026-12-04T00:00")]
    [InlineData("2026-12-01T23:59", "2026-12-04T00:00")]
    [InlineData("2027-02-12T10:00", "2027-02-15T00:00")]
    [InlineData("2027-02-13T00:00", "2027-02-15T00:00")]
    [InlineData("2027-02-14T23:59", "2027-02-15T00:00")]
    [InlineData("2027-02-15T00:00", null)]
    [InlineData("2027-03-01T10:00", null)]
    public void Of_DatedSession_IsTwoDaysOrTheLastDayToAsk(string now, string? end) =>
        Assert.Equal(end, Of(now, new DateOnly(2027, 3, 1), new DateOnly(2027, 5, 28), permanent: false));

    /// <summary>Until 28 May 2027: Whit Monday is between, so a request has to come by 12 May.</summary>
    [Theory]
    [InlineData("2027-03-01T10:00", "2027-03-04T00:00")]
    [InlineData("2027-05-11T10:00", "2027-05-13T00:00")]
    [InlineData("2027-05-13T10:00", null)]
    public void Of_PermanentEntry_CountsToTheEndOfTheTraining(string now, string? end) =>
        Assert.Equal(end, Of(now, new DateOnly(2027, 1, 4), new DateOnly(2027, 5, 28), permanent: true));

    [Fact]
    public void Of_SessionWithoutDates_IsTwoDays() => Assert.Equal("2026-12-04T00:00", Of("2026-12-01T10:00", null, null, permanent: true));

    /// <summary>The night of 27 to 28 March 2027 has an hour less: the day still ends at its midnight.</summary>
    [Fact]
    public void Of_OverTheChangeOfTheClock_EndsAtMidnightInParis() =>
        Assert.Equal("2027-03-29T00:00", Of("2027-03-26T12:00", null, null, permanent: true));

    private static string? Of(string now, DateOnly? starts, DateOnly? ends, bool permanent)
    {
        var local = DateTime.Parse(now, CultureInfo.InvariantCulture);
        var instant = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, ParisTime.Zone), TimeSpan.Zero);
        var session = new SessionState(1, 1, 3, 3, true, starts, ends, permanent, false, false);
        var end = OfferEnd.Of(RuleBook.Current.On(ParisTime.DateOf(instant)), Days, session, instant);
        return end is { } moment ? ParisTime.At(moment).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null;
    }
}
