using Marketplace.Indexing.Outbox;
using Quartz;

namespace Marketplace.Web.Alerts;

/// <summary>Looks whether the day's run of the alerts is due, or was interrupted.</summary>
[DisallowConcurrentExecution]
public sealed partial class SearchAlertJob(AlertDay day, ILogger<SearchAlertJob> log) : IJob
{
    /// <summary>How long after six in the morning, or after an interruption, a run may begin.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await day.RunAsync(cancellationToken);
        }
        catch (Exception failure) when (EngineFailure.IsAway(failure))
        {
            Postponed(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The alerts wait until the search engine is back: {Reason}")]
    private partial void Postponed(string reason);
}
