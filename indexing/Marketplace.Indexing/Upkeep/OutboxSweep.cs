using Marketplace.Indexing.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// Every few seconds, in each process that keeps an index: applies what a missed notification left waiting, and tries
/// again what was set aside and is due. Idempotent. No job: each process sweeps for its own index.
/// </summary>
public sealed class OutboxSweep(OutboxFeed feed, TimeProvider clock, ILogger<OutboxSweep> log) : BackgroundService
{
    /// <summary>How long a missed notification can delay a change.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
                await TryAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

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

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await RunAsync(cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(failure, "The outbox was not swept; next try in {Pause}", Every);
        }
    }
}
