using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Platform.Telemetry;

/// <summary>
/// The program's own traces and metrics. Tags never hold personal data: no query text, no address, no name.
/// </summary>
public static class MarketplaceTelemetry
{
    /// <summary>Name of the trace source and of the meter, for exporters.</summary>
    public const string Name = "Marketplace";

    public static readonly ActivitySource Traces = new(Name);
    public static readonly Meter Meter = new(Name);

    /// <summary>Items (offers, actions, sessions) read from providers' files. Tag <c>outcome</c>: accepted or rejected.</summary>
    public static readonly Counter<long> ImportedItems = Meter.CreateCounter<long>(
        "marketplace.import.items", "{item}", "Catalogue items read from providers' files");

    /// <summary>Documents put into the index or taken out of it.</summary>
    public static readonly Counter<long> ProjectedDocuments = Meter.CreateCounter<long>(
        "marketplace.projection.documents", "{document}", "Search documents applied to the index");

    /// <summary>Time from a change's commit until it can be found.</summary>
    public static readonly Histogram<double> ProjectionLag = Meter.CreateHistogram<double>(
        "marketplace.projection.lag", "s", "Time from commit to searchable",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300] });

    /// <summary>E-mails by what became of an attempt to send them. Tag <c>outcome</c>: sent, caught, failed or set-aside.</summary>
    public static readonly Counter<long> SentMails = Meter.CreateCounter<long>(
        "marketplace.mail.sent", "{mail}", "Attempts to send e-mails, by outcome");

    /// <summary>Searches for the query log. Tag <c>outcome</c>: written, or dropped when the queue was full or the database away.</summary>
    public static readonly Counter<long> LoggedSearches = Meter.CreateCounter<long>(
        "marketplace.query_log.searches", "{search}", "Searches for the query log, by outcome");

    /// <summary>
    /// Runs of jobs. Tags <c>job</c> and <c>outcome</c>: done, failed, skipped (another of its kind was at work) or interrupted.
    /// </summary>
    public static readonly Histogram<double> JobDuration = Meter.CreateHistogram<double>(
        "marketplace.job.duration", "s", "Runs of jobs, by kind and outcome",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 0.5, 1, 5, 10, 60, 300, 1800] });

    /// <summary>Lines of the access log that visitors caused beyond the limit of their address: counted in the database too.</summary>
    public static readonly Counter<long> UnwrittenLines = Meter.CreateCounter<long>(
        "marketplace.access_log.unwritten", "{line}", "Lines of the access log counted instead of written");

    /// <summary>Registers the gauge of e-mails that have not left yet.</summary>
    /// <param name="meter">Of the host, which it must not outlive: a gauge holds on to what it reads.</param>
    /// <param name="count">Read at each collection; must be quick (no database call).</param>
    public static void ObserveWaitingMails(this Meter meter, Func<long> count) =>
        meter.CreateObservableGauge("marketplace.mail.waiting", count, "{mail}", "E-mails that have not left yet");

    /// <summary>Registers the gauge that is 1 while the index can be searched and 0 while a shared engine is away.</summary>
    /// <param name="meter">Of the host, which it must not outlive: a gauge holds on to what it reads.</param>
    /// <param name="available">Read at each collection; must be quick (no call of the engine).</param>
    public static void ObserveIndexAvailability(this Meter meter, Func<bool> available) =>
        meter.CreateObservableGauge(
            "marketplace.index.available", () => available() ? 1 : 0, description: "Whether the index can be searched");

    /// <summary>Registers the gauge of the oldest change that the index has not applied yet, in seconds.</summary>
    /// <param name="meter">Of the host, which it must not outlive: a gauge holds on to what it reads.</param>
    /// <param name="seconds">Read at each collection; must be quick (no database call).</param>
    public static void ObserveOutboxLag(this Meter meter, Func<double> seconds) =>
        meter.CreateObservableGauge("marketplace.outbox.lag", seconds, "s", "Age of the oldest change not yet in the index");
}
