using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Platform.Data;
using Marketplace.Testing;

namespace Marketplace.Benchmarks.Booking;

/// <summary>
/// Whole requests through a server's pages, from the action to « envoyée », at a steady rate beside searches; against one request at a
/// time with nothing beside it. The bounds to hold: no error, and 150 ms for a step at the 95th percentile.
/// </summary>
public static class BookingBenchmark
{
    /// <summary>The row that counts what was not answered as it should be.</summary>
    public const string Errors = "errors";

    private const int Alone = 30;
    private const int RequestsPerSecond = 5;
    private const int SearchesPerSecond = 60;
    private static readonly string[] Queries =
        ["q=cuisine&near=69123&radius=30", "q=anglais", "modality=remote", "q=comptabilite&department=75", "level=5&sort=price",
            "q=soudeur"];

    /// <param name="minutes">Of load.</param>
    /// <param name="actions">Demo actions in the catalogue that is searched.</param>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(double minutes, int actions, CancellationToken cancel)
    {
        var directory = ServerProcess.NewDirectory();
        try
        {
            BookingCrowd crowd;
            await using (var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel))
                crowd = await BookingCrowd.CreateAsync(database.Source, cancel);
            await ServerProcess.RunAsync(
                directory, BookingCrowd.Settings, "demo", "--actions", actions.ToString(CultureInfo.InvariantCulture), "--seed", "1");
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
            await using var server = ServerProcess.StartCommand(directory, BookingCrowd.Settings, "serve", "--urls", address.ToString());
            using var http = new HttpClient(
                new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false })
            { BaseAddress = address };
            while (!await ServerProcess.IsReadyAsync(http))
            {
                if (server.HasEnded)
                    throw new InvalidOperationException($"The server ended: {server.Output}");
                await Task.Delay(50, cancel);
            }
            return await MeasureAsync(http, crowd, TimeSpan.FromMinutes(minutes), cancel);
        }
        finally
        {
            Directory.Delete(directory.Path, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(
        HttpClient http, BookingCrowd crowd, TimeSpan time, CancellationToken cancel)
    {
        // Once for what is compiled and cached.
        await crowd.RequestAsync(http, cancel);
        var alone = new List<double>();
        for (var n = 0; n < Alone; n++)
            alone.AddRange((await crowd.RequestAsync(http, cancel)).Select(step => step.Milliseconds));

        using var load = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        load.CancelAfter(time);
        var (steps, searches, wholes, errors) = (
            new ConcurrentBag<BookingStepTime>(), new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<string>());
        await Task.WhenAll(
            AtRateAsync(SearchesPerSecond, async n => searches.Add(await SearchAsync(http, n, cancel)), errors, load.Token),
            AtRateAsync(RequestsPerSecond, async _ =>
            {
                var watch = Stopwatch.StartNew();
                foreach (var step in await crowd.RequestAsync(http, cancel))
                    steps.Add(step);
                wholes.Add(watch.Elapsed.TotalMilliseconds);
            }, errors, load.Token));
        foreach (var error in errors.Take(5))
            Console.WriteLine(error);
        return
        [
            BenchmarkRow.OfTimes($"a step of the funnel, {wholes.Count} requests in {time.TotalMinutes:0.#} min; baseline: alone", "ms",
                [.. steps.Select(s => s.Milliseconds)], alone),
            .. steps.GroupBy(s => s.Name).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => BenchmarkRow.OfTimes($"  {g.Key}", "ms", [.. g.Select(s => s.Milliseconds)], null)),
            BenchmarkRow.OfTimes("a whole request", "ms", [.. wholes], null),
            BenchmarkRow.OfTimes($"searches meanwhile ({SearchesPerSecond}/s)", "ms", [.. searches], null),
            BenchmarkRow.OfTimes(Errors, "errors", [errors.Count], null),
        ];
    }

    /// <summary>Begins a piece of work at each tick, whether the one before has ended or not, and waits for the last.</summary>
    private static async Task AtRateAsync(int perSecond, Func<int, Task> work, ConcurrentBag<string> errors, CancellationToken until)
    {
        var running = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        try
        {
            for (var n = 0; await timer.WaitForNextTickAsync(until); n++)
            {
                running.Add(TryAsync(n));
                if (n % 256 == 0)
                    running.RemoveAll(task => task.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            // The time of load is over.
        }
        await Task.WhenAll(running);

        async Task TryAsync(int n)
        {
            try
            {
                await work(n);
            }
            catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException)
            {
                errors.Add(failure.Message);
            }
        }
    }

    private static async Task<double> SearchAsync(HttpClient http, int n, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await http.GetStringAsync($"/api/v1/actions?{Queries[n % Queries.Length]}", cancel);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>How long a page of the funnel took, until its last byte.</summary>
public sealed record BookingStepTime(string Name, double Milliseconds);
