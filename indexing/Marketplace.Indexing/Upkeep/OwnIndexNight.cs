using Marketplace.Platform.Time;
using Marketplace.Search;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// The nightly comparison of an index that is this process's own: no other process can make it. A shared index is
/// compared once for all, as a job.
/// </summary>
public sealed class OwnIndexNight(NightlyDriftCheck check, ISearchIndex index, TimeProvider clock, ILogger<OwnIndexNight> log) : BackgroundService
{
    /// <summary>In Paris.</summary>
    private static readonly TimeOnly At = new(3, 40);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (index.IsShared)
            return;
        // The night before the start was another process's.
        var done = LastNight(clock.GetUtcNow());
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (LastNight(clock.GetUtcNow()) is var night && night <= done)
                    continue;
                done = night;
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    /// <summary>The day of the last comparison that was due at a moment.</summary>
    public static DateOnly LastNight(DateTimeOffset moment)
    {
        var paris = ParisTime.At(moment).DateTime;
        var today = DateOnly.FromDateTime(paris);
        return TimeOnly.FromDateTime(paris) >= At ? today : today.AddDays(-1);
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await check.RunAsync(cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(failure, "The index was not compared tonight");
        }
    }
}
