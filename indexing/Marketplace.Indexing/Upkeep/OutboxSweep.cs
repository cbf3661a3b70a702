using Marketplace.Indexing.Outbox;
using Quartz;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// Every few seconds, in each process that keeps an index: applies what a missed notification left waiting, and tries
/// again what was set aside and is due. Idempotent.
/// </summary>
[DisallowConcurrentExecution]
public sealed class OutboxSweep(OutboxFeed feed) : IJob
{
    /// <summary>How long a missed notification can delay a change.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    /// <summary>Sweeps once, where this process feeds the index.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await feed.CatchUpAsync(cancel);
            await feed.RetryAsync(cancel);
        }
        catch (Exception failure) when (failure is FedElsewhereException || EngineFailure.IsAway(failure))
        {
            // Another process does it; or it waits until the engine is back, which OutboxListener logs.
        }
    }
}
