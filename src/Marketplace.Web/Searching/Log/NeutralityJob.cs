using Marketplace.Indexing.Outbox;

namespace Marketplace.Web.Searching.Log;

/// <summary>Nightly: measures the neutrality of the order. Idempotent: the day's figures replace each other.</summary>
public sealed partial class NeutralityJob(NeutralityRun run, ILogger<NeutralityJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            if (await run.RunAsync(cancel) is { } result)
                Measured(result.Queries, result.NeverShown, result.ByChance, result.RankCorrelation);
        }
        catch (Exception failure) when (EngineFailure.IsAway(failure))
        {
            // Half a sample would be another measure: the figures of before stay, and the next night measures again.
            NotMeasured(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Neutrality is not measured tonight, the search engine is away: {Reason}")]
    private partial void NotMeasured(string reason);

    [LoggerMessage(LogLevel.Information,
        "Neutrality over {Queries} searches: {NeverShown} never shown ({ByChance} by chance), rank correlation {Correlation}")]
    private partial void Measured(int queries, double neverShown, double byChance, double? correlation);
}
