using System.Diagnostics;
using Marketplace.Search;
using Marketplace.Search.Asking;

namespace Marketplace.Benchmarks.Search;

/// <summary>Asks the mix of all shapes for a while.</summary>
internal sealed class SearchLoad(MarketplaceSearch search)
{
    /// <summary>Queries answered a second by so many threads.</summary>
    public async Task<double> RateAsync(int threads, TimeSpan time)
    {
        var answered = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            for (var i = thread; clock.Elapsed < time; i++)
            {
                await AskAsync(i);
                Interlocked.Increment(ref answered);
            }
        })));
        return answered / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds of each query, asked one after the other.</summary>
    public async Task<double[]> LatenciesAsync(TimeSpan time)
    {
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed < time; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await AskAsync(i);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return [.. times];
    }

    private Task<SearchResult> AskAsync(int number) => search.SearchAsync(SearchShape.All[number % SearchShape.All.Count].Query);
}
