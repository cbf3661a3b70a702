using Marketplace.Indexing.Upkeep;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.Bookings;
using Marketplace.Web.Cards;
using Marketplace.Web.Dotations;
using Marketplace.Web.Searching.Log;

namespace Marketplace.Web.Jobs;

/// <summary>What runs when, in Paris.</summary>
public static class JobCalendar
{
    private static readonly ScheduledJob[] Always =
    [
        ScheduledJob.Of<SearchAlertJob>(
            "search-alerts", "* * * * *", "Alertes des recherches enregistrées", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<BookingDeadlineJob>(
            "booking-deadlines", "* * * * *", "Délais des dossiers d’inscription", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<BookingReminderJob>(
            "booking-reminders", "*/10 * * * *", "Rappels avant un délai", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<DocumentJob>(
            "booking-documents", "* * * * *", "Documents des dossiers d’inscription", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<WaitingListJob>(
            "waiting-lists", "* * * * *", "Listes d’attente : places proposées et délais", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<DotationJob>(
        "dotations", "*/10 * * * *", "Virements rapprochés et dotations créditées", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<CardJob>(
        "card-payments", "* * * * *", "Paiements par carte échus, remboursements", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<CardReconciliationJob>(
        "card-reconciliation", "15 4 * * *", "Paiements par carte rapprochés du grand livre", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<FailedJobUpkeep>(
        "failed-job-upkeep", "5 3 * * *", "Travaux échoués depuis un mois, oubliés", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<OutboxPurge>(
        "outbox-purge", "10 3 * * *", "Changements déjà indexés, effacés", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<AccessUpkeepJob>(
        "access-upkeep", "20 3 * * *", "Mois du journal des accès, sessions terminées", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<ProgramUpkeepJob>(
        "program-upkeep", "30 3 * * *", "Envois aux programmes des organismes, oubliés", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<QueryLogUpkeepJob>(
        "query-log-upkeep", "25 3 * * *", "Journal des recherches, recherches fréquentes", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<DotationExpiryJob>(
        "dotation-expiry", "40 3 * * *", "Restes de dotations rendus", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<NeutralityJob>(
        "search-neutrality", "50 3 * * *", "Neutralité du classement, mesurée", job => job.RunAsync(CancellationToken.None)),
    ];

    /// <summary>An index of each process's own is compared by that process.</summary>
    private static readonly ScheduledJob SharedIndex =
        ScheduledJob.Of<NightlyDriftCheck>(
            "index-verify", "40 3 * * *", "Index comparé à la base", job => job.RunAsync(CancellationToken.None));

    /// <summary>All jobs of this installation.</summary>
    /// <param name="sharedIndex">Whether its processes share one index.</param>
    public static IReadOnlyList<ScheduledJob> All(bool sharedIndex) => sharedIndex ? [.. Always, SharedIndex] : Always;

    /// <summary>The name on screen of a job by the class that does it.</summary>
    public static string? LabelOf(Type work) => All(sharedIndex: true).FirstOrDefault(job => job.Work.Type == work)?.Label;
}
