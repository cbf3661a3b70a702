using Marketplace.Indexing.Outbox;
using Marketplace.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// Every few seconds, in each process that keeps an index: applies what a missed notification left waiting, and tries
/// again what was set aside and is due. Idempotent. No job: each process sweeps for its own index.
/// </summary>
public sealed class OutboxSweep(OutboxFeed feed, TimeProvider clock, ILogger<OutboxSweep> log) : TimedWorker(Every, clock, log)
{
    /// <summary>How long a missed notification can delay a change.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Sweeps once, where this process feeds the index.</summary>
    public override async Task RunAsync(CancellationToken cancel)
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
