using Marketplace.Bookings.Agenda;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Calendar;
using Marketplace.Platform.Time;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>Moments of a dossier for its learner: on screen and in the calendar file the same words.</summary>
public static class MomentWords
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        [BookingProcess.ProviderSilent] = "L’organisme répond à votre demande",
        [BookingProcess.LearnerSilent] = "Vous acceptez la proposition, ou vous renoncez",
        [BookingProcess.FunderSilent] = "Le financeur répond",
        [BookingDues.EntryDeclaration] = "L’organisme déclare votre entrée en formation",
        [BookingProcess.EntryMissed] = "Sans entrée déclarée, l’inscription est annulée et tout vous revient",
        [BookingProcess.EntryCounts] = "L’organisme peut reprendre sa déclaration d’entrée",
        [BookingDues.ExitDeclaration] = "L’organisme déclare votre sortie de formation",
        [BookingProcess.Validate] = "Vous pouvez faire une réclamation avant la validation du service fait",
        [DossierMoment.Withdrawal] = "Vous pouvez vous rétracter sans frais",
        [DossierMoment.FreeCancellation] = "Vous pouvez annuler sans frais",
        [DossierMoment.Starts] = "La formation commence",
        [DossierMoment.Ends] = "La formation finit",
    };

    /// <summary>What happens, or may be done, until then.</summary>
    public static string Label(DossierMoment moment) => Labels[moment.Name];

    /// <summary>« jusqu’au mardi 12 janvier 2027 à minuit », or a day.</summary>
    public static string When(DossierMoment moment) =>
        moment.IsDay ? $"le {DossierWords.Day(ParisTime.DateOf(moment.At))}" : DossierWords.Until(moment.At);

    /// <summary>« dans 3 jours ouvrés », where the training takes place.</summary>
    public static string Left(DossierMoment moment, BookingRow row, DateOnly today) => DossierWords.Left(
        today, moment.IsDay ? ParisTime.DateOf(moment.At) : BookingDues.LastDay(moment.At), WorkingDays.Of(HolidayZones.ByName[row.Zone]));
}

/// <summary>A moment in words.</summary>
/// <param name="Reason">Why it was put off; null: it was not.</param>
public sealed record MomentView(string Label, string When, string Left, string? Reason)
{
    public static MomentView Of(DossierMoment moment, BookingRow row, DateOnly today) =>
        new(MomentWords.Label(moment), MomentWords.When(moment), MomentWords.Left(moment, row, today), moment.Reason);

    /// <summary>Those that are not over.</summary>
    public static IReadOnlyList<MomentView> Of(DossierAgenda agenda, DateTimeOffset now, DateOnly today) =>
        [.. agenda.Moments.Where(m => m.At > now || (m.IsDay && ParisTime.DateOf(m.At) >= today)).Select(m => Of(m, agenda.Row, today))];
}
