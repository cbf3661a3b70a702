using System.Globalization;

namespace Marketplace.Platform.Time;

/// <summary>Rules of law count days in Paris; storage keeps UTC.</summary>
public static class ParisTime
{
    /// <summary>For calendars that others keep.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The day it is in Paris.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOf(clock.GetUtcNow());

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant).DateTime);

    /// <summary>The moment on a clock in Paris.</summary>
    public static DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The moment, in UTC, when a day begins in Paris.</summary>
    public static DateTime StartOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);

    /// <summary>« 26 novembre 2026 à 14 h 30 », in Paris.</summary>
    public static string InWords(DateTimeOffset instant)
    {
        var local = At(instant);
        // No-break spaces inside the date and inside the hour; the first of a month is « 1er ».
        return (local.Day == 1 ? "1er" : local.Day.ToString(French)) + local.ToString(
            "\u00A0MMMM\u00A0yyyy 'à' H'\u00A0h\u00A0'mm", French);
    }
}
