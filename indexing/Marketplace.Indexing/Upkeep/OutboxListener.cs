using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Data;
using Marketplace.Search;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// Runs the feed in a server, woken by notifications; OutboxSweep covers those that are missed. A shared index is fed in one of its
/// processes; the others wait for the turn and answer no index requests.
/// </summary>
public sealed class OutboxListener(
    NpgsqlDataSource database, ISearchIndex index, OutboxFeed feed, IndexRequests requests, IndexTasks tasks, IndexReadiness readiness,
    ILogger<OutboxListener> log)
    : ListeningWorker(database, ["outbox", IndexRequests.Channel], log)
{
    /// <summary>When nothing was heard for so long, what was applied is saved.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The engine's client waits by itself too; when it is back, changes are wanted soon.</summary>
    private static readonly TimeSpan LongestPauseWhileAway = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A bulk request has its price on every node, and a shared index shows nothing before its next refresh: what comes meanwhile goes
    /// together.
    /// </summary>
    private static readonly TimeSpan BetweenBulks = TimeSpan.FromMilliseconds(150);

    /// <summary>How often a process looks whether the turn to feed is free.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>The end of the process waits no longer for an engine that is away.</summary>
    private static readonly TimeSpan LastSave = TimeSpan.FromSeconds(5);

    private readonly ILogger log = log;
    private bool applied;

    /// <inheritdoc />
    protected override async Task<bool> BeginAsync(CancellationToken cancel)
    {
        await feed.OpenAsync(cancel);
        return true;
    }

    /// <inheritdoc />
    protected override (TimeSpan Now, TimeSpan Next) Interrupted(Exception error, TimeSpan pause)
    {
        if (error is FedElsewhereException)
            return (BetweenLooks, FirstPause);
        if (!EngineFailure.IsAway(error))
            return base.Interrupted(error, pause);
        log.LogWarning("The search engine is away; changes wait in the outbox. Next try in {Pause}: {Reason}", pause, error.Message);
        return (pause, Longer(pause, LongestPauseWhileAway));
    }

    /// <inheritdoc />
    protected override async Task LookAsync(CancellationToken cancel)
    {
        applied = await feed.CatchUpAsync(cancel);
        // Of a shared one IndexWatch says so, once it has searched it.
        if (!index.IsShared)
            readiness.Ready = true;
        await AnswerRequestsAsync(cancel);
    }

    /// <inheritdoc />
    protected override async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (applied && index.IsShared)
            await Task.Delay(BetweenBulks, cancel);
        if (!await connection.WaitAsync(Quiet, cancel))
            await feed.SaveAsync(cancel);
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
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
