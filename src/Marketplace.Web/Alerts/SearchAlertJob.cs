using Marketplace.Indexing.Outbox;

namespace Marketplace.Web.Alerts;

/// <summary>Looks whether the day's run of the alerts is due, or was interrupted.</summary>
public sealed partial class SearchAlertJob(AlertDay day, ILogger<SearchAlertJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await day.RunAsync(cancel);
        }
        catch (Exception failure) when (EngineFailure.IsAway(failure))
        {
            Postponed(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The alerts wait until the search engine is back: {Reason}")]
    private partial void Postponed(string reason);
}
