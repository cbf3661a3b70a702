using Quartz;

namespace Marketplace.Web.Alerts;

/// <summary>Looks whether the day's run of the alerts is due, or was interrupted.</summary>
[DisallowConcurrentExecution]
public sealed class SearchAlertJob(AlertDay day) : IJob
{
    /// <summary>How long after six in the morning, or after an interruption, a run may begin.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await day.RunAsync(cancellationToken);
}
