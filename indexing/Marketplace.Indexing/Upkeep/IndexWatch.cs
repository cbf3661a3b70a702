using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// In every process that shares an index: looks whether it can be searched, says so to the readiness probe and the log,
/// and reads the index' words and searches once before a visitor has to wait for a process that has just started.
/// </summary>
public sealed class IndexWatch(ISearchIndex index, IndexReadiness readiness, ILogger<IndexWatch> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooksWhileAway = TimeSpan.FromSeconds(1);

    /// <summary>An engine that takes longer to say where it stands answers no search in time.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    /// <summary>The first time the words of a large index take a while.</summary>
    private static readonly TimeSpan LongestPreparation = TimeSpan.FromMinutes(2);

    private const string Answers = "it answers";

    private string? told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!index.IsShared)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await Task.Delay(readiness.Available ? BetweenLooks : BetweenLooksWhileAway, stoppingToken)
                .ContinueWith(_ => { }, CancellationToken.None);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            if ((await WithinAsync(LongestLook, async c => await index.LiveAsync(c), cancel)).Position is null)
            {
                // Being built: a process that was never ready had better wait for it.
                Say(available: false, "the index is not built yet");
                return;
            }
            await WithinAsync(LongestPreparation, async c => { await index.PrepareAsync(c); return true; }, cancel);
            if (told != Answers)
                await WithinAsync(LongestPreparation, SearchAsync, cancel);
            readiness.Ready = true;
            Say(available: true, Answers);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // Also for failures that nobody thought of: searches tell of them, and a watch that ends tells nothing.
            readiness.Ready = true;
            Say(available: false, failure is OperationCanceledException ? "no answer in time" : failure.Message);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    /// <summary>A search as a visitor's: the first one of a process takes long.</summary>
    private Task<SearchResult> SearchAsync(CancellationToken cancel) =>
        new MarketplaceSearch(index)
            .SearchAsync(new SearchQuery { Text = "formation", Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime) },
            cancel);

    private void Say(bool available, string reason)
    {
        readiness.Available = available;
        if (told == reason)
            return;
        told = reason;
        log.Log(available ? LogLevel.Information : LogLevel.Warning, "The shared index can be searched: {Available} ({Reason})", available,
            reason);
    }

    private static async Task<T> WithinAsync<T>(TimeSpan longest, Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(longest);
        return await work(limit.Token);
    }
}
