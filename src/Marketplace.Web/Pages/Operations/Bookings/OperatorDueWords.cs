using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Calendar;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>Deadlines as an operator reads them.</summary>
internal static class OperatorDueWords
{
    private static readonly Dictionary<string, string> What = new()
    {
        [BookingProcess.ProviderSilent] = "Réponse de l’organisme", [BookingProcess.LearnerSilent] = "Réponse de la personne",
        [BookingProcess.FunderSilent] = "Réponse du financeur", [BookingDues.EntryDeclaration] = "Déclaration d’entrée",
        [BookingProcess.EntryMissed] = "Annulation si aucune entrée n’est déclarée", [BookingProcess.EntryCounts] = "Entrée acquise",
        [BookingDues.ExitDeclaration] = "Déclaration de sortie", [BookingProcess.Validate] = "Validation du service fait",
    };

    /// <summary>What is due.</summary>
    public static string Name(string @event) => What.GetValueOrDefault(@event, @event);

    public static string Of(string @event, DateTimeOffset due, DateOnly today, string zone) =>
        $"{Name(@event)} {DossierWords.Until(due)}, {DossierWords.Left(today, BookingDues.LastDay(due), WorkingDays.Of(HolidayZones.ByName[zone]))}";

    /// <summary>Of a dossier in a list; empty: nothing runs.</summary>
    public static string Of(DossierSummary dossier, DateOnly today) => dossier is { DueAt: { } due, DueEvent: { } @event }
        ? Of(@event, new DateTimeOffset(due, TimeSpan.Zero), today, dossier.Zone) : "";
}
