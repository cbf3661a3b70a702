using Hangfire;
using Hangfire.Storage;
using Marketplace.Platform.Time;
using Marketplace.Search;

namespace Marketplace.Web.Jobs;

/// <summary>
/// Puts the calendar into the storage: at the start, and again every few minutes, for a restored database knows no jobs,
/// and one that was removed by mistake has to come back.
/// </summary>
public sealed partial class JobRegistration(
    IRecurringJobManager jobs, JobStorage storage, ISearchIndex index, TimeProvider clock, ILogger<JobRegistration> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            for (var forgotten = false; ; await timer.WaitForNextTickAsync(stoppingToken))
                forgotten |= Try(forgetOthers: !forgotten);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    /// <summary>Registers all jobs; what is there already stays as it is, with its next time.</summary>
    public void Register()
    {
        // Made up once, however many times were missed while no process ran.
        var options = new RecurringJobOptions { TimeZone = ParisTime.Zone, MisfireHandling = MisfireHandlingMode.Relaxed };
        foreach (var job in JobCalendar.All(index.IsShared))
            jobs.AddOrUpdate(job.Name, job.Work, job.Cron, options);
    }

    /// <summary>Jobs of another version of the program go. At the start only: during an upgrade both versions run.</summary>
    private void ForgetOthers()
    {
        var names = JobCalendar.All(index.IsShared).Select(job => job.Name).ToHashSet(StringComparer.Ordinal);
        using var connection = storage.GetConnection();
        foreach (var other in connection.GetRecurringJobs().Where(job => !names.Contains(job.Id)))
            jobs.RemoveIfExists(other.Id);
    }

    private bool Try(bool forgetOthers)
    {
        try
        {
            Register();
            if (forgetOthers)
                ForgetOthers();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database is away: the next time is soon.
            NotRegistered(failure.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The jobs are not registered yet: {Reason}")]
    private partial void NotRegistered(string reason);
}
