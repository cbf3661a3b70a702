namespace Marketplace.Search.Embedded;

/// <summary>A new index in memory beside the live one; nothing is on disk before the swap.</summary>
internal sealed class EmbeddedRebuild(EmbeddedIndex index) : IIndexRebuild
{
    private readonly IndexCore core = new();

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        core.Apply(changes);
        return ValueTask.CompletedTask;
    }

    public async ValueTask SwapAsync(string position, CancellationToken cancel = default)
    {
        await core.Settled();
        await index.SwapAsync(core, position, cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
