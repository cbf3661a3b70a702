using System.Globalization;
using Marketplace.Money.Calendar;
using Marketplace.Platform.Time;

namespace Marketplace.Bookings.Dossiers;

/// <summary>Moments of dossiers in French: the same words on both sides, in e-mails and in calendar files.</summary>
public static class DossierWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« jusqu’au mardi 12 janvier 2027 à minuit »: until the end of that day in Paris; at another hour, the hour.</summary>
    public static string Until(DateTimeOffset due)
    {
        var local = ParisTime.At(due);
        return local.TimeOfDay == TimeSpan.Zero
            ? $"jusqu’au {Day(DateOnly.FromDateTime(local.DateTime).AddDays(-1))} à minuit"
            : $"jusqu’au {ParisTime.InWords(due)}";
    }

    /// <summary>« mardi 12 janvier 2027 ».</summary>
    public static string Day(DateOnly day) =>
        day.ToString("dddd ", French) + (day.Day == 1 ? "1er" : day.Day.ToString(French)) + day.ToString("\u00A0MMMM\u00A0yyyy", French);

    /// <summary>« dans 3 jours ouvrés »: how far the last day of a delay is, today not counted.</summary>
    public static string Left(DateOnly today, DateOnly last, WorkingDays days) => days.Between(today, last) switch
    {
        _ when last < today => "dépassé",
        _ when last == today => "aujourd’hui",
        0 => "avant le prochain jour ouvré",
        1 => "dans 1\u00A0jour ouvré",
        var count => $"dans {count}\u00A0jours ouvrés",
    };

    /// <summary>Of a running deadline; empty when there is none.</summary>
    internal static string Until(OpenDossier dossier, string @event) =>
        dossier.Deadlines.FirstOrDefault(d => d.Event == @event) is { } deadline ? Until(deadline.DueAt) : "";
}
