using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Marketplace.Search.Asking;

namespace Marketplace.Web.Searching;

/// <summary>
/// The search for somebody who waits: all that one request asks of a shared engine ends within <see cref="Longest"/>,
/// with an answer or with <see cref="SearchUnavailableException"/>. One for each request.
/// </summary>
public sealed class VisitorSearch(MarketplaceSearch search, ISearchIndex index, ILogger<VisitorSearch> log) : IDisposable
{
    /// <summary>
    /// A search may ask the engine several times (correction, wider circles, map); one time limit of the engine's client
    /// would add up. People get a page within 2.5 s, so what is left is for the page. Not a setting: the promise is the service's.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2.2);

    /// <summary>What <c>Retry-After</c> says, in seconds: people and programs that come back sooner only add to the load.</summary>
    public const int RetryAfterSeconds = 30;

    private CancellationTokenSource? limit;

    /// <exception cref="SearchUnavailableException">The shared engine is away or too slow.</exception>
    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancel)
    {
        if (!index.IsShared)
            return await search.SearchAsync(query, cancel);
        limit ??= new CancellationTokenSource(Longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await search.SearchAsync(query, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new SearchUnavailableException("The search engine did not answer in time.");
        }
        catch (Exception refusal) when (refusal is not SearchUnavailableException && EngineFailure.IsAway(refusal))
        {
            log.LogError(refusal, "The search engine refuses searches");
            throw new SearchUnavailableException("The search engine refuses searches.", refusal);
        }
    }

    /// <summary>The same for pages that can do without: null when the engine is away.</summary>
    public async Task<SearchResult?> TryAsync(SearchQuery query, CancellationToken cancel)
    {
        try
        {
            return await SearchAsync(query, cancel);
        }
        catch (SearchUnavailableException)
        {
            return null;
        }
    }

    public void Dispose() => limit?.Dispose();
}
