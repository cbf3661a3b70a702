using Hangfire;

namespace Marketplace.Web.Jobs;

/// <summary>Nightly: forgets jobs that failed for good a month ago; Hangfire alone would keep them for ever. Bounded.</summary>
public sealed class FailedJobUpkeep(JobStorage storage, IBackgroundJobClient jobs, TimeProvider clock)
{
    /// <summary>How long there is to look at them.</summary>
    private const int KeepDays = 30;

    /// <summary>More than a night brings.</summary>
    private const int MostAtOnce = 1_000;

    public Task RunAsync(CancellationToken cancel)
    {
        var failed = storage.GetMonitoringApi();
        // The newest come first.
        var before = Math.Max(0, failed.FailedCount() - MostAtOnce);
        var old = clock.GetUtcNow().UtcDateTime.AddDays(-KeepDays);
        foreach (var (id, job) in failed.FailedJobs((int)before, MostAtOnce))
        {
            cancel.ThrowIfCancellationRequested();
            if (job?.FailedAt < old)
                jobs.Delete(id);
        }
        return Task.CompletedTask;
    }
}
