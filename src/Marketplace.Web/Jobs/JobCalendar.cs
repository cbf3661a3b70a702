using Marketplace.Indexing.Upkeep;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.BankDetails;
using Marketplace.Web.Bookings;
using Marketplace.Web.Cards;
using Marketplace.Web.Dotations;
using Marketplace.Web.Payouts;
using Marketplace.Web.Referencing;
using Marketplace.Web.Moderation;
using Marketplace.Web.Searching.Log;
using Marketplace.Web.Uploads;
using Marketplace.Web.Statistics;

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
        ScheduledJob.Of<ChangedSessionJob>(
            "booking-sessions", "*/10 * * * *", "Sessions changées depuis une demande", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<DocumentJob>(
            "booking-documents", "* * * * *", "Documents des dossiers d’inscription", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<WaitingListJob>(
            "waiting-lists", "* * * * *", "Listes d’attente : places proposées et délais", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<UploadJob>(
            "uploads", "* * * * *", "Catalogues envoyés par les organismes : lecture et publication",
            job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<ModerationScanJob>(
            "moderation-scan", "*/10 * * * *", "Offres publiées relues selon les règles", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<DotationJob>(
        "dotations", "*/10 * * * *", "Virements rapprochés et dotations créditées", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<ReferencingJob>(
        "referencing", "* * * * *", "Fins de suspension et de déréférencement", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<BankDetailsJob>(
        "bank-details", "*/10 * * * *", "Coordonnées bancaires dont le délai est passé", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<CardJob>(
        "card-payments", "* * * * *", "Paiements par carte échus, remboursements", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<CardReconciliationJob>(
        "card-reconciliation", "15 4 * * *", "Paiements par carte rapprochés du grand livre", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<PayoutJob>(
            "payouts", "*/10 * * * *", "Versements : réponses de la banque, avis, reprises", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<FundAccountsJob>(
            "fund-accounts", "30 4 * * *", "Balance du fonds, banque rapprochée du grand livre",
            job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<ControlJob>(
            "controls", "20 * * * *", "Contrôles du service fait : choix et délais", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<FailedJobUpkeep>(
        "failed-job-upkeep", "5 3 * * *", "Travaux échoués depuis un mois, oubliés", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<OutboxPurge>(
        "outbox-purge", "10 3 * * *", "Changements déjà indexés, effacés", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<AccessUpkeepJob>(
        "access-upkeep", "20 3 * * *", "Mois du journal des accès, sessions terminées", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<QueryLogUpkeepJob>(
        "query-log-upkeep", "25 3 * * *", "Journal des recherches, recherches fréquentes", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<DotationExpiryJob>(
        "dotation-expiry", "40 3 * * *", "Restes de dotations rendus", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<StatisticsFeedJob>(
        "statistics-feed", "* * * * *", "Statistiques : dossiers changés", job => job.RunAsync(CancellationToken.None)),
        ScheduledJob.Of<StatisticsEditionJob>(
        "statistics-edition", "30 4 * * *", "Statistiques : recherches, offre, édition du mois",
        job => job.RunAsync(CancellationToken.None)),
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
