namespace Marketplace.Money.Calendar;

/// <summary>A public holiday.</summary>
/// <param name="Name">French.</param>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>
/// Public holidays (jours fériés), computed: L3133-1 of the Code du travail, L3134-13 for Alsace and Moselle, L3422-2 for the
/// days on which overseas départements and collectivities commemorate the abolition of slavery. Days of custom only (Good Friday in the
/// Antilles) and the own calendars of Pacific collectivities are left out, as in the State's open data.
/// </summary>
public static class Holidays
{
    public const int FirstYear = 2015;
    public const int LastYear = 2050;

    /// <summary>The holidays of a year in order of date; two may share a date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A year outside <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    public static IReadOnlyList<Holiday> Of(int year, HolidayZone zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        var easter = Easter(year);
        List<Holiday> holidays =
        [
            new(new(year, 1, 1), "1er janvier"),
            new(easter.AddDays(1), "Lundi de Pâques"),
            new(new(year, 5, 1), "1er mai"),
            new(new(year, 5, 8), "8 mai"),
            new(easter.AddDays(39), "Ascension"),
            new(easter.AddDays(50), "Lundi de Pentecôte"),
            new(new(year, 7, 14), "14 juillet"),
            new(new(year, 8, 15), "Assomption"),
            new(new(year, 11, 1), "Toussaint"),
            new(new(year, 11, 11), "11 novembre"),
            new(new(year, 12, 25), "Jour de Noël"),
        ];
        if (zone == HolidayZone.AlsaceMoselle)
        {
            holidays.Add(new(easter.AddDays(-2), "Vendredi saint"));
            holidays.Add(new(new(year, 12, 26), "Second jour de Noël"));
        }
        if (Abolition(zone, year) is { } abolition)
            holidays.Add(new(abolition, "Abolition de l’esclavage"));
        return [.. holidays.OrderBy(holiday => holiday.Date)];
    }

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).</summary>
    public static DateOnly Easter(int year)
    {
        var golden = year % 19;
        var (century, ofCentury) = Math.DivRem(year, 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var correction = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(epact + weekday - (7 * correction) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }

    private static DateOnly? Abolition(HolidayZone zone, int year) => zone switch
    {
        HolidayZone.Mayotte => new(year, 4, 27),
        HolidayZone.Martinique => new(year, 5, 22),
        HolidayZone.Guadeloupe => new(year, 5, 27),
        // The collectivity has had a day of its own since 2018; before, Guadeloupe's.
        HolidayZone.SaintMartin => new(year, 5, year < 2018 ? 27 : 28),
        HolidayZone.Guyane => new(year, 6, 10),
        HolidayZone.SaintBarthelemy => new(year, 10, 9),
        HolidayZone.LaReunion => new(year, 12, 20),
        _ => null,
    };
}
