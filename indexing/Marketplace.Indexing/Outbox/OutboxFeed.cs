using System.Diagnostics;
using Marketplace.Platform.Telemetry;
using Marketplace.Search;
using Marketplace.Search.Elasticsearch;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <summary>
/// Keeps one index up to date with the outbox: resumes where its snapshot stands, rebuilds when it cannot, applies
/// batches, saves. Calls are serialised; a search never waits for them. A shared index is fed by the process whose turn
/// it is: calls take the turn where it is free and end with <see cref="FedElsewhereException"/> where it is not. While
/// the engine is away they end with its exception, and nothing is lost: the position moves after success only.
/// </summary>
public sealed class OutboxFeed(
    NpgsqlDataSource database, ISearchIndex index, Projector projector, IndexRebuild rebuild, FeedingTurn feeding, ILogger<OutboxFeed> log)
{
    /// <summary>A snapshot is saved when this long has passed since the last one and something was applied.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim single = new(1, 1);
    private OutboxReader? reader;
    private LiveState? saved;
    private long savedAt;
    private int openedInTurn;
    private long oldestWaiting;

    /// <summary>Age of the oldest change that the last look found waiting; zero when caught up, and where another process feeds.</summary>
    public TimeSpan Lag => feeding.IsHeld && Interlocked.Read(ref oldestWaiting) is not 0 and var ticks
        ? TimeProvider.System.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero) : TimeSpan.Zero;

    /// <summary>Resumes from the index's own position, or rebuilds it from the write side.</summary>
    public async Task OpenAsync(CancellationToken cancel) =>
        await TakeTurnAsync(EnsureOpenAsync, cancel);

    /// <summary>Applies all that waits. True when something was applied.</summary>
    public async Task<bool> CatchUpAsync(CancellationToken cancel)
    {
        var applied = false;
        await TakeTurnAsync(async c => applied = await ApplyWaitingAsync(c), cancel);
        return applied;
    }

    /// <summary>Tries again what was set aside.</summary>
    public async Task RetryAsync(CancellationToken cancel) =>
        await TakeTurnAsync(c => projector.RetryDueAsync(index.ApplyAsync, c), cancel);

    /// <summary>Builds a new index beside the live one and swaps; changes go on being applied meanwhile.</summary>
    public async Task<long> RebuildAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var count = 0L;
        // Whoever takes over meanwhile removes what is half built: go on in this turn only.
        await InTurnAsync(async whole =>
        {
            await using var fresh = await rebuild.BeginAsync(whole);
            count = await fresh.FillAsync(progress, whole);
            await fresh.ReplayAsync(whole);
            await OneByOneAsync(async c =>
            {
                await fresh.ReplayAsync(c);
                await fresh.SwapAsync(c);
                reader = null;
            }, whole);
        }, cancel);
        return count;
    }

    /// <summary>
    /// Makes the index from before the last rebuild the live one again and brings it up to date with what changed since.
    /// </summary>
    public async Task<IndexReturn> ReturnAsync(CancellationToken cancel)
    {
        if (index is not ElasticsearchIndex cluster)
            return IndexReturn.NotKept;
        var outcome = IndexReturn.None;
        await TakeTurnAsync(async c =>
        {
            if (await cluster.PreviousAsync(c) is not { } previous)
                return;
            outcome = IndexReturn.TooOld;
            if (!await OutboxReader.CanResumeAsync(database, OutboxPosition.Parse(previous.Position), c))
                return;
            await SaveNowAsync(c);
            await cluster.ReturnAsync(c);
            reader = null;
            outcome = IndexReturn.Done;
            await ApplyWaitingAsync(c);
        }, cancel);
        return outcome;
    }

    /// <summary>Runs a check or repair on an index that is caught up and stands still meanwhile.</summary>
    public async Task WhileStillAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        await TakeTurnAsync(async c =>
        {
            await ApplyWaitingAsync(c);
            await work(c);
        }, cancel);

    /// <summary>Saves what was applied, where this process feeds the index.</summary>
    public async Task SaveAsync(CancellationToken cancel)
    {
        if (feeding.IsHeld)
            await TakeTurnAsync(SaveNowAsync, cancel);
    }

    /// <summary>Saves what was applied and lets another process feed the index.</summary>
    public async Task CloseAsync(CancellationToken cancel)
    {
        try
        {
            await SaveAsync(cancel);
        }
        finally
        {
            await feeding.ReleaseAsync();
        }
    }

    private async Task EnsureOpenAsync(CancellationToken cancel)
    {
        // What another process did in its turn is in the index, and so is its position.
        if (reader is not null && openedInTurn == feeding.Number)
            return;
        if (await OpenLiveAsync(cancel))
            return;
        log.LogInformation("The index has no position in this database's outbox: building it from the write side");
        await using var fresh = await rebuild.BeginAsync(cancel);
        var count = await fresh.FillAsync(null, cancel);
        await fresh.ReplayAsync(cancel);
        await fresh.SwapAsync(cancel);
        log.LogInformation("Index built: {Documents} documents", count);
        if (!await OpenLiveAsync(cancel))
            throw new InvalidOperationException("The index that was just built is not the live one.");
    }

    /// <summary>Goes on from where the live index stands. False where it stands nowhere in this database's outbox.</summary>
    private async Task<bool> OpenLiveAsync(CancellationToken cancel)
    {
        var live = await index.LiveAsync(cancel);
        var position = OutboxPosition.Parse(live.Position);
        if (!await OutboxReader.CanResumeAsync(database, position, cancel))
            return false;
        (reader, saved, savedAt, openedInTurn) = (new OutboxReader(database, position!), live, Stopwatch.GetTimestamp(), feeding.Number);
        return true;
    }

    private async Task<bool> ApplyWaitingAsync(CancellationToken cancel)
    {
        var applied = false;
        while (true)
        {
            await EnsureOpenAsync(cancel);
            var batch = await reader!.ReadAsync(cancel);
            // The rows' times are the database server's: a clock moved for a demonstration has no say in them.
            Interlocked.Exchange(ref oldestWaiting, batch.OldestAt?.UtcTicks ?? 0);
            await projector.ProjectAsync(batch.ActionIds, index.ApplyAsync, cancel);
            reader.Confirm(batch);
            MarketplaceTelemetry.ProjectedDocuments.Add(batch.ActionIds.Count);
            if (batch.OldestAt is { } since)
                MarketplaceTelemetry.ProjectionLag.Record((TimeProvider.System.GetUtcNow() - since).TotalSeconds);
            applied |= batch.ActionIds.Count > 0;
            if (Stopwatch.GetElapsedTime(savedAt) > SaveEvery)
                await SaveNowAsync(cancel);
            if (!batch.Full)
                break;
        }
        Interlocked.Exchange(ref oldestWaiting, 0);
        return applied;
    }

    private async Task SaveNowAsync(CancellationToken cancel)
    {
        if (reader is null || saved is null || openedInTurn != feeding.Number || reader.Position.ToString() is var reached
            && reached == saved.Position)
            return;
        if (index.IsShared && await IsOtherIndexAsync(cancel))
        {
            reader = null;
            return;
        }
        await index.SaveAsync(reached, cancel);
        (saved, savedAt) = (saved with { Position = reached }, Stopwatch.GetTimestamp());
    }

    /// <summary>
    /// Whether the live index is not the one that was opened: a process that lost its turn may have swapped in its last
    /// moment. Then that one's position counts, and what came after it is applied again. The position alone does not tell:
    /// what was applied since it was last saved went into the index of before.
    /// </summary>
    private async Task<bool> IsOtherIndexAsync(CancellationToken cancel)
    {
        if (await index.LiveAsync(cancel) == saved)
            return false;
        log.LogWarning("The shared index was exchanged by another process: its position is read anew");
        return true;
    }

    private Task TakeTurnAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        InTurnAsync(c => OneByOneAsync(work, c), cancel);

    /// <summary>Works as long as this process feeds the index.</summary>
    private async Task InTurnAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        if (!await feeding.TakeAsync(cancel))
            throw new FedElsewhereException();
        var lost = feeding.Lost;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lost, cancel);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new FedElsewhereException();
        }
    }

    private async Task OneByOneAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        await single.WaitAsync(cancel);
        try
        {
            await work(cancel);
        }
        catch (Exception failure) when (EngineFailure.IsAway(failure))
        {
            // It may come back without its index, or with an older state of it: what it says then counts.
            reader = null;
            throw;
        }
        finally
        {
            single.Release();
        }
    }
}
