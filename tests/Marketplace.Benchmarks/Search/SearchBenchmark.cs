using System.Diagnostics;
using System.Globalization;
using Marketplace.Search;
using Marketplace.Search.Embedded;
using Spectre.Console;

namespace Marketplace.Benchmarks.Search;

/// <summary>Times the embedded engine through <see cref="MarketplaceSearch"/>: each shape, the mix on two threads, updates, saving.</summary>
internal static class SearchBenchmark
{
    private const int Batch = 5_000;
    private const int Warmup = 5;
    private const int Runs = 40;
    private static readonly TimeSpan MixTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs all and prints one table.</summary>
    public static async Task RunAsync(int actions, int seed = 1)
    {
        var directory = Directory.CreateTempSubdirectory("marketplace-bench-").FullName;
        var table = new Table().AddColumn("work").AddColumn(new TableColumn("median ms").RightAligned()).AddColumn(new TableColumn("p95 ms").RightAligned());
        try
        {
            await using var index = EmbeddedIndex.Open(directory);
            var catalogue = new SyntheticActions(seed);
            table.AddRow("build", Seconds(await TimeAsync(() => FillAsync(index, catalogue, actions))), "");
            table.AddRow("save", Seconds(await TimeAsync(async () => await index.SaveAsync("1"))), "");
            var search = new MarketplaceSearch(index);
            foreach (var shape in SearchShape.All)
                Add(table, shape.Name, await MeasureAsync(Runs, _ => search.SearchAsync(shape.Query)));
            table.AddRow("mix, 2 threads, queries/s", (await MixAsync(search)).ToString("N0", CultureInfo.InvariantCulture), "");
            Add(table, "publish one action", await MeasureAsync(300, async i => await index.ApplyAsync([Change(catalogue, i * 37 % actions, i + 2)])));
            table.AddRow("save after updates", Seconds(await TimeAsync(async () => await index.SaveAsync("2"))), "");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
        AnsiConsole.Write(table);
    }

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
        return [.. times.Order()];
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Add(Table table, string work, double[] sorted) => table.AddRow(
        work, sorted[sorted.Length / 2].ToString("N2", CultureInfo.InvariantCulture),
        sorted[(int)(sorted.Length * 0.95)].ToString("N2", CultureInfo.InvariantCulture));

    private static string Seconds(double ms) => (ms / 1000).ToString("N1", CultureInfo.InvariantCulture) + " s";
}
