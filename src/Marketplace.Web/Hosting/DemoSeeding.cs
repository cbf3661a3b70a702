using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>
/// On the first start a newcomer finds a catalogue to search in: the demo's, written while the site already answers.
/// Setting <c>Seed:Demo</c>: by default only in Development.
/// </summary>
public sealed class DemoSeeding(
    NpgsqlDataSource database, DemoPeople people, DemoRights rights, ReferenceDataStore reference, TimeProvider clock,
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

    /// <summary>Reports at once, in the writer's thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Steps(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
