using Hangfire;
using Hangfire.Storage;
using Marketplace.Platform.Time;
using Marketplace.Search;

namespace Marketplace.Web.Jobs;

/// <summary>
/// Puts the calendar into the storage: at the start, and again every few minutes, for a restored database knows no jobs,
/// and one that was removed by mistake has to come back.
/// </summary>
public sealed class JobRegistration(
    IRecurringJobManager jobs, JobStorage storage, ISearchIndex index, TimeProvider clock, ILogger<JobRegistration> log)
    : TimedWorker(Every, clock, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private bool forgotten;

    public override Task RunAsync(CancellationToken cancel)
    {
        Register();
        if (!forgotten)
            ForgetOthers();
        forgotten = true;
        return Task.CompletedTask;
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
}
