using Marketplace.Money.Calendar;
using Xunit;

namespace Marketplace.UnitTests.Calendar;

public sealed class HolidaysTests
{
    /// <summary>Easter Sundays as almanacs give them.</summary>
    [Theory]
    [InlineData(2015, 4, 5), InlineData(2016, 3, 27), InlineData(2017, 4, 16), InlineData(2018, 4, 1), InlineData(2019, 4, 21)]
    [InlineData(2020, 4, 12), InlineData(2021, 4, 4), InlineData(2022, 4, 17), InlineData(2023, 4, 9), InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20), InlineData(2026, 4, 5), InlineData(2027, 3, 28), InlineData(2028, 4, 16), InlineData(2029, 4, 1)]
    [InlineData(2030, 4, 21), InlineData(2031, 4, 13), InlineData(2032, 3, 28), InlineData(2033, 4, 17), InlineData(2034, 4, 9)]
    [InlineData(2035, 3, 25), InlineData(2038, 4, 25), InlineData(2049, 4, 18), InlineData(2050, 4, 10)]
    public void Easter_KnownYears_AreAsInAlmanacs(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Holidays.Easter(year));

    [Fact]
    public void Of_Metropole2026_AreTheElevenOfTheLaw() => Assert.Equal(
        ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"],
        Holidays.Of(2026, HolidayZone.Metropole).Select(h => h.Date.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(HolidayZone.AlsaceMoselle, 2026, "2026-04-03", "Vendredi saint")]
    [InlineData(HolidayZone.AlsaceMoselle, 2026, "2026-12-26", "Second jour de Noël")]
    [InlineData(HolidayZone.Mayotte, 2026, "2026-04-27", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.Martinique, 2026, "2026-05-22", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.Guadeloupe, 2026, "2026-05-27", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.SaintMartin, 2017, "2017-05-27", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.SaintMartin, 2018, "2018-05-28", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.Guyane, 2026, "2026-06-10", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.SaintBarthelemy, 2026, "2026-10-09", "Abolition de l’esclavage")]
    [InlineData(HolidayZone.LaReunion, 2026, "2026-12-20", "Abolition de l’esclavage")]
    public void Of_ZoneWithADayOfItsOwn_HasItBesideTheOthers(HolidayZone zone, int year, string date, string name)
    {
        var holidays = Holidays.Of(year, zone);
        Assert.Contains(new Holiday(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), name), holidays);
        Assert.Subset(holidays.ToHashSet(), Holidays.Of(year, HolidayZone.Metropole).ToHashSet());
    }

    [Theory]
    [InlineData(2014), InlineData(2051)]
    public void Of_YearOutsideTheCalendar_IsRefused(int year) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Holidays.Of(year, HolidayZone.Metropole));
}
