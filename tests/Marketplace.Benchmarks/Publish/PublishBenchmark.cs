using System.Diagnostics;
using System.Text.Json;
using Marketplace.Benchmarks.Import;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Data;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;

namespace Marketplace.Benchmarks.Publish;

/// <summary>
/// From the commit of one changed action to the search that shows it, through the running server's API, while other
/// searches run. The bound to hold is one second at the 95th percentile, two on an Elasticsearch.
/// </summary>
public static class PublishBenchmark
{
    private const string Siret = "99900000000018";

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(
        int changes, int searchesPerSecond, int actions, Uri? elasticsearch, int beside, CancellationToken cancel)
    {
        var directory = ServerProcess.NewDirectory();
        var settings = new Dictionary<string, string> { ["RateLimits__AddressPerMinute"] = "0" };
        var options = elasticsearch is null
            ? null : new ElasticsearchOptions { Nodes = [elasticsearch], Name = $"bench{Guid.NewGuid():N}" };
        if (options is not null)
            (settings["Search__Elasticsearch__Url"], settings["Search__Elasticsearch__Name"]) = (elasticsearch!.ToString(), options.Name);
        try
        {
            await using var server = await ServerProcess.StartAsync(directory, settings);
            await ServerProcess.RunAsync(
                directory, settings, "demo", "--actions", actions.ToString(System.Globalization.CultureInfo.InvariantCulture), "--seed",
                "1");
            await using var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel);
            using var http = new HttpClient { BaseAddress = server.Address };
            using var load = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var searches = SearchAsync(http, searchesPerSecond, load.Token);

            var delays = new List<double>();
            for (var i = 0; i < changes; i++)
                delays.Add(await PublishAsync(database, http, 10_000 + i, cancel));
            var meanwhile = beside == 0 ? [] : await BesideUploadAsync(database, http, beside, cancel);
            await load.CancelAsync();
            var latencies = await searches;

            return
            [
                BenchmarkRow.OfTimes("commit of one changed action → found", "ms", delays, null),
                .. meanwhile.Count == 0 ? [] : new[]
                {
                    BenchmarkRow.OfTimes($"the same while an upload of {beside} actions is published and indexed", "ms", meanwhile, null),
                },
                BenchmarkRow.OfTimes($"searches meanwhile ({searchesPerSecond}/s, {actions} actions)", "ms", latencies, null),
            ];
        }
        finally
        {
            Directory.Delete(directory.Path, true);
            if (options is not null)
                await ForgetAsync(options);
        }
    }

    /// <summary>Changes one after the other from the moment an upload begins to be published until all of it is found.</summary>
    private static async Task<List<double>> BesideUploadAsync(
        MarketplaceDatabase database, HttpClient http, int actions, CancellationToken cancel)
    {
        const string Uploader = "99900000000026";
        var store = new ReferenceDataStore(database.Source);
        await store.OpenAsync(cancel);
        await using var run = new UploadRun(database.Source, store, cancel);
        var upload = await run.StageAsync(Uploader, SampleOffers.Edof, actions);
        var published = Task.Run(async () =>
        {
            await upload.PublishAsync();
            while (await FoundAsync(http, Uploader, cancel) < actions)
                await Task.Delay(100, cancel);
        }, cancel);
        var delays = new List<double>();
        while (!published.IsCompleted)
            delays.Add(await PublishAsync(database, http, 20_000 + delays.Count, cancel));
        await published;
        return delays;
    }

    private static async Task<int> FoundAsync(HttpClient http, string siret, CancellationToken cancel)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/actions?provider={siret}&facets=false", cancel));
        return answer.RootElement.GetProperty("total").GetInt32();
    }

    private static async Task ForgetAsync(ElasticsearchOptions options)
    {
        using var client = new ElasticsearchClient(options);
        await using var index = new ElasticsearchIndex(client, options);
        await index.DeleteAsync(CancellationToken.None);
    }

    /// <summary>Changes the price and waits until the API tells it. Milliseconds from the commit.</summary>
    private static async Task<double> PublishAsync(MarketplaceDatabase database, HttpClient http, int euros, CancellationToken cancel)
    {
        await using (var import = await CatalogueImport.BeginAsync(database.Source, Siret, cancel))
        {
            var action = TestOffers.Action() with { Fees = new(0m, euros, euros) };
            await import.AddAsync(new(TestOffers.Offer(), [TestOffers.Accepted(action, TestOffers.Session())]), cancel);
            await import.CommitAsync(true, cancel);
        }
        var watch = Stopwatch.StartNew();
        while (await PriceAsync(http, cancel) != euros * 100L)
            await Task.Delay(1, cancel);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<long> PriceAsync(HttpClient http, CancellationToken cancel)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/actions?provider={Siret}&facets=false", cancel));
        var items = answer.RootElement.GetProperty("items");
        return items.GetArrayLength() == 0 ? 0 : items[0].GetProperty("priceCents").GetInt64();
    }

    /// <summary>Searches at a steady rate until cancelled; milliseconds of each.</summary>
    private static async Task<List<double>> SearchAsync(HttpClient http, int perSecond, CancellationToken cancel)
    {
        string[] queries = ["q=cuisine&near=69123&radius=30", "q=anglais", "modality=remote", "q=comptabilite&department=75",
            "level=5&sort=price", "q=soudeur"];
        var latencies = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(cancel); i++)
            {
                var watch = Stopwatch.StartNew();
                await http.GetStringAsync($"/api/v1/actions?{queries[i % queries.Length]}", cancel);
                latencies.Add(watch.Elapsed.TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
        return latencies;
    }
}
