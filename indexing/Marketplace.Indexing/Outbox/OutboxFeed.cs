using System.Diagnostics;
using Marketplace.Core.Telemetry;
using Marketplace.Search;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <summary>
/// Keeps one index up to date with the outbox: resumes where its snapshot stands, rebuilds when it cannot, applies
/// batches, saves. Calls are serialised; a search never waits for them.
/// </summary>
public sealed class OutboxFeed(NpgsqlDataSource database, ISearchIndex index, Projector projector, IndexRebuild rebuild, ILogger<OutboxFeed> log)
{
    /// <summary>A snapshot is saved when this long has passed since the last one and something was applied.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1, 1);
    private OutboxReader? reader;
    private OutboxPosition? saved;
    private long savedAt;

    /// <summary>Age of the oldest change that the last look found waiting; zero when caught up.</summary>
    public TimeSpan Lag { get; private set; }

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
        await using var fresh = await rebuild.BeginAsync(cancel);
        var count = await fresh.FillAsync(progress, cancel);
        await fresh.ReplayAsync(cancel);
        await TakeTurnAsync(async c =>
        {
            await fresh.ReplayAsync(c);
            reader = await fresh.SwapAsync(c);
            (saved, savedAt) = (reader.Position, Stopwatch.GetTimestamp());
        }, cancel);
        return count;
    }

    /// <summary>Runs a check or repair on an index that is caught up and stands still meanwhile.</summary>
    public async Task WhileStillAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        await TakeTurnAsync(async c =>
        {
            await ApplyWaitingAsync(c);
            await work(c);
        }, cancel);

    /// <summary>Saves what was applied, before the process ends.</summary>
    public async Task SaveAsync(CancellationToken cancel) => await TakeTurnAsync(SaveNowAsync, cancel);

    private async Task EnsureOpenAsync(CancellationToken cancel)
    {
        if (reader is not null)
            return;
        var status = await index.StatusAsync(cancel);
        var position = OutboxPosition.Parse(status.Position);
        if (await OutboxReader.CanResumeAsync(database, position, cancel))
        {
            reader = new OutboxReader(database, position!);
            saved = position;
            return;
        }
        log.LogInformation("The index has no position in this database's outbox: building it from the write side");
        await using var fresh = await rebuild.BeginAsync(cancel);
        var count = await fresh.FillAsync(null, cancel);
        await fresh.ReplayAsync(cancel);
        reader = await fresh.SwapAsync(cancel);
        (saved, savedAt) = (reader.Position, Stopwatch.GetTimestamp());
        log.LogInformation("Index built: {Documents} documents", count);
    }

    private async Task<bool> ApplyWaitingAsync(CancellationToken cancel)
    {
        await EnsureOpenAsync(cancel);
        var applied = false;
        while (true)
        {
            var batch = await reader!.ReadAsync(cancel);
            // The rows' times are the database server's: a clock moved for a demonstration has no say in them.
            Lag = batch.OldestAt is { } oldest ? TimeProvider.System.GetUtcNow() - oldest : TimeSpan.Zero;
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
        Lag = TimeSpan.Zero;
        return applied;
    }

    private async Task SaveNowAsync(CancellationToken cancel)
    {
        if (reader is null || reader.Position == saved)
            return;
        await index.SaveAsync(reader.Position.ToString(), cancel);
        (saved, savedAt) = (reader.Position, Stopwatch.GetTimestamp());
    }

    private async Task TakeTurnAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await work(cancel);
        }
        finally
        {
            turn.Release();
        }
    }
}
