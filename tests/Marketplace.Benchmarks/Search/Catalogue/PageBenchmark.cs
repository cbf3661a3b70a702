using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Platform.Data;
using Marketplace.Testing;

namespace Marketplace.Benchmarks.Search.Catalogue;

/// <summary>
/// The whole page as a visitor gets it: a server process on a finished index, asked the mix over two connections from
/// the same two cores.
/// </summary>
internal static class PageBenchmark
{
    private const int Connections = 2;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["RateLimits__AddressPerMinute"] = "0",
        ["Operator__SiteAddress"] = "https://formation.example.fr",
    };

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(DataDirectory directory, CancellationToken cancel)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        await using var server = ServerProcess.StartCommand(directory, Settings, "serve", "--urls", address.ToString());
        using var http = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = address };
        var started = Stopwatch.GetTimestamp();
        while (!await ServerProcess.IsReadyAsync(http))
        {
            if (server.HasEnded)
                throw new InvalidOperationException($"The server ended: {server.Output}");
            await Task.Delay(50, cancel);
        }
        var start = Stopwatch.GetElapsedTime(started);
        await AskAsync(http, Warmup, cancel);
        var times = await AskAsync(http, Time, cancel);
        return
        [
            BenchmarkRow.OfTimes("server ready with that index", "s", [start.TotalSeconds], null),
            BenchmarkRow.OfRates($"whole page, mix, {Connections} connections", "pages/s", [times.Count / Time.TotalSeconds], null),
            BenchmarkRow.OfTimes("whole page", "ms", times, null),
        ];
    }

    /// <summary>Milliseconds of each page.</summary>
    private static async Task<List<double>> AskAsync(HttpClient http, TimeSpan time, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(
            async () =>
            {
                var own = new List<double>();
                for (var i = connection; clock.Elapsed < time; i++)
                {
                    var asked = Stopwatch.GetTimestamp();
                    var page = await http.GetStringAsync(SearchShape.Addresses[i % SearchShape.Addresses.Count], cancel);
                    own.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                    if (!page.Contains("</html>", StringComparison.Ordinal))
                        throw new InvalidOperationException("A page came incomplete.");
                }
                return own;
            },
            cancel)));
        return [.. times.SelectMany(t => t)];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
