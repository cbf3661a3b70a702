using Marketplace.Indexing.Upkeep;
using Marketplace.Search;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <summary>
/// Runs the feed in a server, woken by notifications; OutboxSweep covers those that are missed. Errors are logged and
/// tried again with growing pauses; they never end the server. A shared index is fed in one of its processes; the
/// others wait for the turn and answer no index requests.
/// </summary>
public sealed class OutboxListener(
    NpgsqlDataSource database, ISearchIndex index, OutboxFeed feed, IndexRequests requests, IndexTasks tasks, IndexReadiness readiness,
    ILogger<OutboxListener> log)
    : BackgroundService
{
    /// <summary>When nothing was heard for so long, what was applied is saved.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>The engine's client waits by itself too; when it is back, changes are wanted soon.</summary>
    private static readonly TimeSpan LongestPauseWhileAway = TimeSpan.FromSeconds(5);

    /// <summary>A bulk request has its price on every node, and a shared index shows nothing before its next refresh: what comes meanwhile goes together.</summary>
    private static readonly TimeSpan BetweenBulks = TimeSpan.FromMilliseconds(150);

    /// <summary>How often a process looks whether the turn to feed is free.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>The end of the process waits no longer for an engine that is away.</summary>
    private static readonly TimeSpan LastSave = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.OpenAsync(stoppingToken);
                await ListenAsync(() => pause = FirstPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (FedElsewhereException)
            {
                pause = FirstPause;
                await WaitAsync(BetweenLooks, stoppingToken);
            }
            catch (Exception error) when (EngineFailure.IsAway(error))
            {
                log.LogWarning("The search engine is away; changes wait in the outbox. Next try in {Pause}: {Reason}", pause, error.Message);
                await WaitAsync(pause, stoppingToken);
                pause = Longer(pause, LongestPauseWhileAway);
            }
            catch (Exception error)
            {
                log.LogError(error, "The outbox cannot be read; next try in {Pause}", pause);
                await WaitAsync(pause, stoppingToken);
                pause = Longer(pause, LongestPause);
            }
        }
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(LastSave);
        try
        {
            await feed.CloseAsync(limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or FedElsewhereException || EngineFailure.IsAway(error))
        {
            // The position of before counts: what came after it is applied again.
            log.LogInformation("The index' position is not saved at the end: {Reason}", error.Message);
        }
    }

    private static Task WaitAsync(TimeSpan pause, CancellationToken cancel) =>
        Task.Delay(pause, cancel).ContinueWith(_ => { }, CancellationToken.None);

    private static TimeSpan Longer(TimeSpan pause, TimeSpan longest) => pause * 2 < longest ? pause * 2 : longest;

    private async Task ListenAsync(Action succeeded, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN outbox; LISTEN {IndexRequests.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            var applied = await feed.CatchUpAsync(cancel);
            // Of a shared one IndexWatch says so, once it has searched it.
            if (!index.IsShared)
                readiness.Ready = true;
            await AnswerRequestsAsync(cancel);
            succeeded();
            if (applied && index.IsShared)
                await Task.Delay(BetweenBulks, cancel);
            if (!await connection.WaitAsync(Quiet, cancel))
                await feed.SaveAsync(cancel);
        }
    }

    private async Task AnswerRequestsAsync(CancellationToken cancel)
    {
        while (await requests.TakeAsync(cancel) is { } request)
        {
            // A rebuild takes long, and the index must go on following the outbox meanwhile.
            _ = Task.Run(() => AnswerAsync(request, cancel), cancel);
        }
    }

    private async Task AnswerAsync(IndexRequest request, CancellationToken cancel)
    {
        await using var working = request;
        try
        {
            await requests.AnswerAsync(request, await tasks.RunAsync(request.Kind, null, cancel), cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Index request {Kind} failed", request.Kind);
            await requests.AnswerAsync(request, new(2, $"La demande a échoué : {error.Message}"), cancel);
        }
    }
}
