using System.Diagnostics;
using System.Runtime;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Benchmarks.Search.Baseline;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;

namespace Marketplace.Benchmarks.Search;

/// <summary>
/// Times the embedded engine through <see cref="MarketplaceSearch"/>: each shape and their mix, updates and searches
/// under them, saving and opening; and what it takes of memory.
/// </summary>
internal sealed class SearchBenchmark
{
    private const int Batch = RunningRebuild.BatchSize;
    private const int Workers = 2;
    private const int Warmup = 20;
    private const int Runs = 60;
    private const int Updates = 1_000;
    private const int UpdatesASecond = 500;
    private static readonly TimeSpan MixTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(10);

    private readonly int actions;
    private readonly int seed;
    private readonly SyntheticActions catalogue;
    private readonly List<BenchmarkRow> rows = [];
    private long version = 1;

    private SearchBenchmark(int actions, int seed) => (this.actions, this.seed, catalogue) = (actions, seed, new SyntheticActions(seed));

    /// <summary>Runs all on a new index in a folder of its own.</summary>
    /// <param name="withPostgresql">Compare with PostgreSQL full text on the same documents.</param>
    /// <param name="elasticsearch">Compare with the same search on this Elasticsearch.</param>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(
        int actions, int seed, bool withPostgresql, Uri? elasticsearch, CancellationToken cancel)
    {
        var directory = Directory.CreateTempSubdirectory("marketplace-bench-").FullName;
        try
        {
            var benchmark = new SearchBenchmark(actions, seed);
            await benchmark.BuildAsync(directory);
            // What follows would run on the stack of the build, which keeps the closed index in memory.
            await Task.Yield();
            await benchmark.MeasureAsync(directory, withPostgresql, elasticsearch, cancel);
            return benchmark.rows;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>As a rebuild does: large batches on both cores. What making the documents up takes does not count.</summary>
    private async Task BuildAsync(string directory)
    {
        await using var index = EmbeddedIndex.Open(directory);
        await using var rebuild = await index.BeginRebuildAsync();
        var building = 0.0;
        for (var start = 0; start < actions; start += Batch * Workers)
        {
            List<DocumentChange[]> batches = [
                .. Enumerable.Range(start, Math.Min(Batch * Workers, actions - start)).Select(Change).Chunk(Batch)];
            building += await TimeAsync(() => Task.WhenAll(batches.Select(b => Task.Run(() => rebuild.ApplyAsync(b).AsTask()))));
        }
        building += await TimeAsync(() => rebuild.SwapAsync("1").AsTask());
        Add($"build {actions} actions", building - index.LastSave.TotalMilliseconds);
        Add("save", index.LastSave.TotalMilliseconds);
    }

    private async Task MeasureAsync(string directory, bool withPostgresql, Uri? elasticsearch, CancellationToken cancel)
    {
        EmbeddedIndex? opened = null;
        Add("open", await TimeAsync(() =>
        {
            opened = EmbeddedIndex.Open(directory);
            return Task.CompletedTask;
        }));
        await using var index = opened!;
        AddMemory("after opening");
        var search = new MarketplaceSearch(index);
        var load = new SearchLoad(search);
        await load.RateAsync(2, MixTime);
        List<double[]> shapes = [];
        foreach (var shape in SearchShape.All)
            shapes.Add(await RepeatAsync(() => search.SearchAsync(shape.Query)));
        double[] rates = [await load.RateAsync(1, MixTime), await load.RateAsync(2, MixTime)];
        var baseline = withPostgresql ? await BaselineTimes.OfAsync(index, actions, seed, cancel) : null;
        foreach (var (i, shape) in SearchShape.All.Index())
            rows.Add(BenchmarkRow.OfTimes(shape.Name, "ms", shapes[i], baseline?.Shapes[i]));
        rows.Add(BenchmarkRow.OfRates("mix, 1 thread", "queries/s", [rates[0]], baseline is null ? null : [baseline.Rates[0]]));
        rows.Add(BenchmarkRow.OfRates("mix, 2 threads", "queries/s", [rates[1]], baseline is null ? null : [baseline.Rates[1]]));
        if (baseline is not null)
            Add("PostgreSQL: fill and index", baseline.BuildSeconds * 1000);
        if (elasticsearch is not null)
            AddElasticsearch(await ElasticsearchTimes.OfAsync(elasticsearch, search, actions, seed, cancel), shapes, rates);
        Add("p99 of the mix, idle", BenchmarkRow.Percentile(await load.LatenciesAsync(LoadTime), 0.99));
        await UpdateAsync(index, load);
        AddMemory("after updates");
    }

    private void AddElasticsearch(ElasticsearchTimes cluster, List<double[]> shapes, double[] rates)
    {
        foreach (var (i, shape) in SearchShape.All.Index())
            rows.Add(BenchmarkRow.OfTimes($"Elasticsearch: {shape.Name}", "ms", shapes[i], cluster.Shapes[i]));
        rows.Add(BenchmarkRow.OfRates("Elasticsearch: mix, 1 thread", "queries/s", [rates[0]], [cluster.Rates[0]]));
        rows.Add(BenchmarkRow.OfRates("Elasticsearch: mix, 2 threads", "queries/s", [rates[1]], [cluster.Rates[1]]));
        rows.Add(BenchmarkRow.OfRates("Elasticsearch: rebuild", "documents/s", [actions / cluster.BuildSeconds], null));
        Add("Elasticsearch: words read back", cluster.WordsSeconds * 1000);
        rows.Add(BenchmarkRow.OfTimes("Elasticsearch: size on disk", "MiB", [cluster.SizeMiB], null));
    }

    private async Task UpdateAsync(EmbeddedIndex index, SearchLoad load)
    {
        version++;
        var changes = Spread(Updates);
        Add($"{Updates} updates, one by one", await TimeAsync(async () =>
        {
            foreach (var change in changes)
                await index.ApplyAsync([change]);
        }));
        version++;
        using var stop = new CancellationTokenSource();
        var updates = new UpdateLoad(index, Spread((int)(UpdatesASecond * LoadTime.TotalSeconds * 2)));
        var updating = Task.Run(() => updates.RunAsync(UpdatesASecond, stop.Token));
        Add($"p99 of the mix, {UpdatesASecond} updates/s", BenchmarkRow.Percentile(await load.LatenciesAsync(LoadTime), 0.99));
        await stop.CancelAsync();
        rows.Add(BenchmarkRow.OfRates("updates applied meanwhile", "updates/s", [await updating], null));
        await index.SettledAsync();
        Add("save after updates", await TimeAsync(async () => await index.SaveAsync("2")));
    }

    /// <summary>New versions of actions all over the catalogue.</summary>
    private DocumentChange[] Spread(int count) => [.. Enumerable.Range(0, count).Select(i => Change((int)(i * 7919L % actions)))];

    private DocumentChange Change(int number)
    {
        var document = catalogue.Next(number, version);
        return new DocumentChange(document.Id, version, document);
    }

    private void Add(string work, double milliseconds) => rows.Add(BenchmarkRow.OfTimes(work, "ms", [milliseconds], null));

    private void AddMemory(string when)
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var self = Process.GetCurrentProcess();
        rows.Add(BenchmarkRow.OfTimes($"managed memory {when}", "MiB", [GC.GetTotalMemory(forceFullCollection: true) / 1048576.0], null));
        rows.Add(BenchmarkRow.OfTimes($"working set {when}", "MiB", [self.WorkingSet64 / 1048576.0], null));
    }

    private static async Task<double[]> RepeatAsync(Func<Task> work)
    {
        var times = new double[Runs];
        for (var i = 0; i < Warmup; i++)
            await work();
        for (var i = 0; i < Runs; i++)
            times[i] = await TimeAsync(work);
        return times;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
