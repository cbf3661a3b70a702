using Marketplace.Indexing.Documents;
using Marketplace.Search;
using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <summary>Starts rebuilds: a new index beside the live one, filled from the write side.</summary>
public sealed class IndexRebuild(NpgsqlDataSource database, ISearchIndex index, ActionRows rows, Projector projector)
{
    public async Task<RunningRebuild> BeginAsync(CancellationToken cancel)
    {
        // The position comes first: whatever changes while the index is filled is replayed from here.
        var start = await OutboxReader.CurrentAsync(database, cancel);
        return new(await index.BeginRebuildAsync(cancel), new OutboxReader(database, start), rows, projector);
    }
}

/// <summary>One rebuild: fill, replay what changed meanwhile, swap. Disposed before the swap, it leaves no trace.</summary>
public sealed class RunningRebuild(IIndexRebuild target, OutboxReader reader, ActionRows rows, Projector projector) : IAsyncDisposable
{
    /// <summary>
    /// Actions read together. Large enough for statements to cost little, small enough for a batch to be forgotten while
    /// it is still young: of larger ones the garbage collector copies nearly everything.
    /// </summary>
    public const int BatchSize = 1_024;

    /// <summary>Builds every published action. Returns how many.</summary>
    public async Task<long> FillAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var count = 0L;
        // One more than cores: while the database works for one, documents are built for the others.
        await rows.AllAsync(BatchSize, Environment.ProcessorCount + 1, async (batch, stop) =>
        {
            await projector.ProjectAsync(batch, target.ApplyAsync, stop);
            var built = Interlocked.Add(ref count, batch.Count);
            progress?.Report(built);
        }, cancel);
        return count;
    }

    /// <summary>Applies what changed since the rebuild began, or since the last replay.</summary>
    public async Task ReplayAsync(CancellationToken cancel)
    {
        OutboxBatch batch;
        do
        {
            batch = await reader.ReadAsync(cancel);
            await projector.ProjectAsync(batch.ActionIds, target.ApplyAsync, cancel);
            reader.Confirm(batch);
        }
        while (batch.Full);
    }

    /// <summary>Makes the new index the live one, at the position replayed so far.</summary>
    public async Task SwapAsync(CancellationToken cancel) => await target.SwapAsync(reader.Position.ToString(), cancel);

    public ValueTask DisposeAsync() => target.DisposeAsync();
}
