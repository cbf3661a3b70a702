using System.Diagnostics;
using Hangfire.Server;
using Marketplace.Platform.Telemetry;

namespace Marketplace.Web.Jobs;

/// <summary>Measures each run, and logs one that failed: its kind and error, nothing of what it worked on.</summary>
public sealed partial class JobMeasure(ILogger<JobMeasure> log) : IServerFilter
{
    private const string Key = "started";

    public void OnPerforming(PerformingContext context) => context.Items[Key] = Stopwatch.GetTimestamp();

    public void OnPerformed(PerformedContext context)
    {
        var (job, outcome) = (context.BackgroundJob.Job.Type.Name, OutcomeOf(context));
        if (context.Items.Remove(Key, out var started))
            MarketplaceTelemetry.JobDuration.Record(
                Stopwatch.GetElapsedTime((long)started).TotalSeconds, new("job", job), new("outcome", outcome));
        if (outcome == "failed")
            Failed(job, context.BackgroundJob.Id, (context.Exception.InnerException ?? context.Exception).GetType().Name);
    }

    private static string OutcomeOf(PerformedContext context) => context switch
    {
        { Canceled: true } => "skipped",
        { Exception: null } => "done",
        // The process ends: another one goes on with it.
        { Exception: OperationCanceledException or { InnerException: OperationCanceledException } } => "interrupted",
        _ => "failed",
    };

    [LoggerMessage(LogLevel.Error, "Job {Job} failed (no. {Id}, see /gestion/travaux): {Error}")]
    private partial void Failed(string job, string id, string error);
}
