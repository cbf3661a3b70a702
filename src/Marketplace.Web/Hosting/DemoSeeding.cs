using Marketplace.Bookings.Documents;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Demo.History;
using Marketplace.Platform.Time;
using Marketplace.Web.Bookings;
using Marketplace.Web.Cards;
using Marketplace.Web.Jobs;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>
/// On the first start a newcomer finds a catalogue to search in: the demo's, written while the site already answers.
/// Setting <c>Seed:Demo</c>: by default only in Development.
/// </summary>
public sealed class DemoSeeding(
    NpgsqlDataSource database, DemoPeople people, DemoRights rights, DemoDossiers dossiers, DocumentMaking documents,
    StatisticsSeeding statistics,
        ReferenceDataStore reference, TimeProvider clock,
    IConfiguration settings, IHostEnvironment environment,
    ILogger<DemoSeeding> log) : BackgroundService
{
    private const int Step = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.GetValue("Seed:Demo", environment.IsDevelopment()))
            return;
        try
        {
            if (environment.IsDevelopment())
            {
                await people.EnsureAsync(stoppingToken);
                await rights.EnsureAsync(stoppingToken);
                await AddDossiersAsync(stoppingToken);
            }
            var told = 0;
            var made = await DemoCatalogue.EnsureAsync(database, reference.Current, clock.Today(), new Steps(written =>
            {
                if (written / Step == told)
                    return;
                told = written / Step;
                log.LogInformation("Demo catalogue: {Written} of {Wanted} actions", written, DemoCatalogue.DefaultActions);
            }), stoppingToken);
            if (made > 0)
                log.LogInformation("Demo catalogue: {Made} made-up actions are ready (setting Seed:Demo=false starts empty)", made);
            if (environment.IsDevelopment())
                await statistics.RunAsync(settings.GetValue("Seed:Bookings", DemoHistory.UsualBookings), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start takes it up again.
        }
        catch (NpgsqlException failure)
        {
            log.LogWarning("The demo catalogue could not be completed ({Reason}); the next start tries again", failure.Message);
        }
    }

    /// <summary>
    /// Stories that happened over months, told in seconds: meanwhile the jobs that run by the real clock would find half of them overdue.
    /// </summary>
    private async Task AddDossiersAsync(CancellationToken cancel)
    {
        DemoDossiersReport report;
        await using (await JobTurn.HoldAsync(database, [typeof(BookingDeadlineJob), typeof(BookingReminderJob), typeof(WaitingListJob),
            typeof(CardJob)], cancel))
            report = await dossiers.EnsureAsync(state => log.LogInformation("Demo dossiers: {State}", state), cancel);
        foreach (var failure in report.Failed)
            log.LogWarning("Demo dossiers: one did not come to its end ({Reason})", failure);
        if (report.Made > 0)
            log.LogInformation("Demo dossiers: {Made} are ready, of the demo holder and the demo provider (/dev)", report.Made);
        await documents.RunAsync(cancel);
    }

    /// <summary>Reports at once, in the writer's thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Steps(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
