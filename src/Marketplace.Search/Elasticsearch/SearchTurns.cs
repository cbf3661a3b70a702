namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Lets so many searches at a time go to the cluster; others wait a little, then are refused. Else searches that the
/// cluster is too slow for pile up there, and it works for visitors who have left. It does not make a cluster faster:
/// on three nodes that were too slow throughout it served 1,222 of 12,485 in place of 244 of 12,348 (docs/search.md).
/// </summary>
internal sealed class SearchTurns(int atATime, TimeProvider clock)
{
    /// <summary>Who waited longer would have too little left of the time that anybody waits for a page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turns = new(atATime, atATime);

    /// <summary>Runs a search in its turn.</summary>
    /// <exception cref="SearchUnavailableException">Its turn did not come in time.</exception>
    public async ValueTask<T> RunAsync<T>(Func<Task<T>> search, CancellationToken cancel)
    {
        if (!turns.Wait(0, CancellationToken.None))
            await WaitAsync(cancel);
        try
        {
            return await search();
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SearchUnavailableException("Elasticsearch is not available: too many searches are waiting for their turn.");
        }
    }
}
