using System.Diagnostics;
using System.Text.Json;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Offers;
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
        int changes, int searchesPerSecond, int actions, Uri? elasticsearch, CancellationToken cancel)
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
            await load.CancelAsync();
            var latencies = await searches;

            return
            [
                BenchmarkRow.OfTimes("commit of one changed action → found", "ms", delays, null),
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
