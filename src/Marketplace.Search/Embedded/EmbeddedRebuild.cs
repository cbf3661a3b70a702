namespace Marketplace.Search.Embedded;

/// <summary>A new index in memory beside the live one; nothing is on disk before the swap.</summary>
internal sealed class EmbeddedRebuild : IIndexRebuild
{
    private readonly EmbeddedIndex index;
    private readonly IndexCore core = new();
    private readonly BulkLoad load;

    public EmbeddedRebuild(EmbeddedIndex index) => (this.index, load) = (index, new BulkLoad(core));

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        if (!load.TryAdd(changes))
        {
            load.End();
            core.Apply(changes);
        }
        return ValueTask.CompletedTask;
    }

    public async ValueTask SwapAsync(string position, CancellationToken cancel = default)
    {
        await Task.Run(load.End, cancel);
        await core.Settled();
        await index.SwapAsync(core, position, cancel);
    }

    public ValueTask DisposeAsync()
    {
        load.Dispose();
        return ValueTask.CompletedTask;
    }
}
