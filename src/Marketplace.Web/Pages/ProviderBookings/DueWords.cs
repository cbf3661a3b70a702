using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Calendar;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Deadlines as a provider reads them: who does what by when, and how long that is.</summary>
internal static class DueWords
{
    private static readonly Dictionary<string, string> Who = new()
    {
        [BookingProcess.ProviderSilent] = "Répondez", [BookingProcess.LearnerSilent] = "La personne répond",
        [BookingProcess.FunderSilent] = "Le financeur répond", [BookingDues.EntryDeclaration] = "Déclarez l’entrée",
        [BookingProcess.EntryMissed] = "Dernier délai pour déclarer l’entrée, sinon tout est annulé :",
        [BookingProcess.EntryCounts] = "La déclaration d’entrée peut être reprise", [BookingDues.ExitDeclaration] = "Déclarez la sortie",
        [BookingProcess.Validate] = "Le service fait est contrôlé",
    };

    /// <summary>« Répondez jusqu’au mardi 12 janvier 2027 à minuit, dans 2 jours ouvrés ».</summary>
    /// <param name="due">The first moment that is too late.</param>
    public static string Of(string @event, DateTimeOffset due, DateOnly today, string zone) =>
        $"{Who.GetValueOrDefault(@event, "Échéance :")} {DossierWords.Until(due)}, {DossierWords.Left(today, BookingDues.LastDay(due), WorkingDays.Of(HolidayZones.ByName[zone]))}";

    /// <summary>Of a dossier in a list; empty: nothing runs.</summary>
    public static string Of(DossierSummary dossier, DateOnly today) => dossier is { DueAt: { } due, DueEvent: { } @event }
        ? Of(@event, new DateTimeOffset(due, TimeSpan.Zero), today, dossier.Zone) : "";
}
