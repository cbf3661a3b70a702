namespace Marketplace.Search.Elasticsearch;

/// <summary>An index on the cluster being filled beside the live one.</summary>
internal sealed class ElasticsearchRebuild(string name, LiveIndex live, BulkWriter writer, Func<CancellationToken, Task> swapped)
    : IIndexRebuild
{
    private bool isLive;

    public async ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default) =>
        await writer.WriteAsync(name, isAlias: false, changes, cancel);

    public async ValueTask SwapAsync(string position, CancellationToken cancel = default)
    {
        await live.SaveAsync(name, position, cancel);
        await live.SwapAsync(name, cancel);
        isLive = true;
        await swapped(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (isLive)
            return;
        try
        {
            await live.AbandonAsync(name, CancellationToken.None);
        }
        catch (SearchUnavailableException)
        {
            // The next rebuild removes it, unless it is live.
        }
    }
}
