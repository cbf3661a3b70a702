using System.Diagnostics;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Benchmarks.Search.Baseline;

/// <summary>The same marketplace on an Elasticsearch: filled with the same documents, asked the same, its answers compared.</summary>
/// <param name="Shapes">Milliseconds by shape.</param>
/// <param name="Rates">Queries a second of the mix on one and on two threads.</param>
internal sealed record ElasticsearchTimes(
    IReadOnlyList<double[]> Shapes, IReadOnlyList<double> Rates, double BuildSeconds, double WordsSeconds, double SizeMiB)
{
    private const int Batch = 8_192;
    private const int Workers = 2;
    private const int Warmup = 5;
    private const int Runs = 15;
    private static readonly TimeSpan MixTime = TimeSpan.FromSeconds(10);

    /// <param name="embedded">The engine with the same documents.</param>
    /// <exception cref="InvalidOperationException">A total or a facet's count differs.</exception>
    public static async Task<ElasticsearchTimes> OfAsync(
        Uri address, MarketplaceSearch embedded, int actions, int seed, CancellationToken cancel)
    {
        var options = new ElasticsearchOptions
        {
            Nodes = [address], Name = $"bench{Guid.NewGuid():N}", Replicas = 0, SearchTimeout = TimeSpan.FromMinutes(1),
        };
        using var client = new ElasticsearchClient(options);
        await using var index = new ElasticsearchIndex(client, options);
        try
        {
            var build = await BuildAsync(index, actions, new SyntheticActions(seed), cancel);
            var words = await SecondsAsync(() => index.PrepareAsync(cancel).AsTask());
            var search = new MarketplaceSearch(index);
            List<double[]> shapes = [];
            foreach (var shape in SearchShape.All)
                shapes.Add(await TimesAsync(shape, search, await embedded.SearchAsync(shape.Query, cancel), cancel));
            var load = new SearchLoad(search);
            double[] rates = [await load.RateAsync(1, MixTime), await load.RateAsync(2, MixTime)];
            return new(shapes, rates, build, words, (await index.StatusAsync(cancel)).SizeBytes / 1048576.0);
        }
        finally
        {
            await index.DeleteAsync(CancellationToken.None);
        }
    }

    /// <summary>Seconds of a rebuild; making the documents up does not count.</summary>
    private static async Task<double> BuildAsync(
        ElasticsearchIndex index, int actions, SyntheticActions catalogue, CancellationToken cancel)
    {
        await using var rebuild = await index.BeginRebuildAsync(cancel);
        var seconds = 0.0;
        for (var start = 0; start < actions; start += Batch * Workers)
        {
            List<DocumentChange[]> batches = [.. Enumerable.Range(start, Math.Min(Batch * Workers, actions - start))
                .Select(n => catalogue.Next(n, 1)).Select(d => new DocumentChange(d.Id, 1, d)).Chunk(Batch)];
            seconds += await SecondsAsync(
                () => Task.WhenAll(batches.Select(b => Task.Run(() => rebuild.ApplyAsync(b, cancel).AsTask(), cancel))));
        }
        return seconds + await SecondsAsync(() => rebuild.SwapAsync("1", cancel).AsTask());
    }

    private static async Task<double[]> TimesAsync(
        SearchShape shape, MarketplaceSearch search, SearchResult expected, CancellationToken cancel)
    {
        var times = new double[Runs];
        for (var i = -Warmup; i < Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var found = await search.SearchAsync(shape.Query, cancel);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (found.Total != expected.Total || Counts(found) != Counts(expected))
                throw new InvalidOperationException(
                    $"« {shape.Name} »: Elasticsearch finds {found.Total}, the engine {expected.Total}, or counts otherwise.");
        }
        return times;
    }

    private static string Counts(SearchResult result) =>
        string.Join(' ', result.Facets.OrderBy(f => f.Key).SelectMany(f => f.Value.Select(v => $"{f.Key}={v.Value}:{v.Count}")));

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
