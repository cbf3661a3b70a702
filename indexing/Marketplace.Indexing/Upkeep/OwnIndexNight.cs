using Marketplace.Platform.Time;
using Marketplace.Search;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// The nightly comparison of an index that is this process's own: no other process can make it. A shared index is
/// compared once for all, as a job.
/// </summary>
public sealed class OwnIndexNight(NightlyDriftCheck check, ISearchIndex index, TimeProvider clock, ILogger<OwnIndexNight> log)
    : TimedWorker(BetweenLooks, clock, log)
{
    /// <summary>In Paris.</summary>
    private static readonly TimeOnly At = new(3, 40);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly TimeProvider clock = clock;

    /// <summary>The night before the start was another process's.</summary>
    private DateOnly done = LastNight(clock.GetUtcNow());

    /// <summary>Compares, when a night has come since the last time; one that fails is not tried again before the next.</summary>
    public override async Task RunAsync(CancellationToken cancel)
    {
        if (index.IsShared || LastNight(clock.GetUtcNow()) is var night && night <= done)
            return;
        done = night;
        await check.RunAsync(cancel);
    }

    /// <summary>The day of the last comparison that was due at a moment.</summary>
    public static DateOnly LastNight(DateTimeOffset moment)
    {
        var paris = ParisTime.At(moment).DateTime;
        var today = DateOnly.FromDateTime(paris);
        return TimeOnly.FromDateTime(paris) >= At ? today : today.AddDays(-1);
    }
}
