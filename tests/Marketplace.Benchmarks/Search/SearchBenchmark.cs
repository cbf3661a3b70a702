using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Search;
using Marketplace.Search.Embedded;

namespace Marketplace.Benchmarks.Search;

/// <summary>Times the embedded engine through <see cref="MarketplaceSearch"/>: each shape, the mix on two threads, updates, saving.</summary>
internal static class SearchBenchmark
{
    private const int Batch = 5_000;
    private const int Warmup = 5;
    private const int Runs = 40;
    private static readonly TimeSpan MixTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs all on a new index in a folder of its own.</summary>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(int actions, int seed)
    {
        var directory = Directory.CreateTempSubdirectory("marketplace-bench-").FullName;
        try
        {
            await using var index = EmbeddedIndex.Open(directory);
            var catalogue = new SyntheticActions(seed);
            var rows = new List<BenchmarkRow>
            {
                Times($"build {actions} actions", [await TimeAsync(() => FillAsync(index, catalogue, actions))]),
                Times("save", [await TimeAsync(async () => await index.SaveAsync("1"))]),
            };
            var search = new MarketplaceSearch(index);
            foreach (var shape in SearchShape.All)
                rows.Add(Times(shape.Name, await MeasureAsync(Runs, _ => search.SearchAsync(shape.Query))));
            rows.Add(BenchmarkRow.OfRates("mix, 2 threads", "queries/s", [await MixAsync(search)], null));
            rows.Add(Times("publish one action", await MeasureAsync(300, async i => await index.ApplyAsync([Change(catalogue, i * 37 % actions, i + 2)]))));
            rows.Add(Times("save after updates", [await TimeAsync(async () => await index.SaveAsync("2"))]));
            return rows;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static BenchmarkRow Times(string work, IReadOnlyList<double> milliseconds) => BenchmarkRow.OfTimes(work, "ms", milliseconds, null);

    private static async Task FillAsync(EmbeddedIndex index, SyntheticActions catalogue, int actions)
    {
        for (var start = 0; start < actions; start += Batch)
            await index.ApplyAsync([.. Enumerable.Range(start, Math.Min(Batch, actions - start)).Select(i => Change(catalogue, i, 1))]);
        await index.SettledAsync();
    }

    private static DocumentChange Change(SyntheticActions catalogue, int number, long version)
    {
        var document = catalogue.Next(number, version);
        return new DocumentChange(document.Id, version, document);
    }

    private static async Task<double> MixAsync(MarketplaceSearch search)
    {
        var answered = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(thread => Task.Run(async () =>
        {
            for (var i = thread; clock.Elapsed < MixTime; i++)
            {
                await search.SearchAsync(SearchShape.All[i % SearchShape.All.Count].Query);
                Interlocked.Increment(ref answered);
            }
        })));
        return answered / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double[]> MeasureAsync(int runs, Func<int, Task> work)
    {
        var times = new List<double>(runs);
        for (var i = 0; i < runs + Warmup; i++)
        {
            var time = await TimeAsync(() => work(i));
            if (i >= Warmup)
                times.Add(time);
        }
        return [.. times];
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
