using System.Globalization;
using Marketplace.Platform.Data.Private;
using Marketplace.Testing;

namespace Marketplace.Chaos.Cluster;

/// <summary>
/// Real Elasticsearch nodes on this machine, from <c>../shared/search-server</c>: one, or several that form a cluster. Gone when disposed.
/// </summary>
public sealed class SearchNodes : IAsyncDisposable
{
    /// <summary>
    /// For each node; small, since several stand on one machine. Java's compilers take what time is left: each node keeps them
    /// busy for two minutes of a core, and three on two cores would serve nobody meanwhile.
    /// </summary>
    private const string HeapAndCompilers = "512m -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=10";

    private readonly IReadOnlyList<int> ports;

    private SearchNodes(IReadOnlyList<int> ports) => this.ports = ports;

    public IReadOnlyList<Uri> Addresses => [.. ports.Select(Address)];

    /// <summary>Starts them side by side and waits until they know each other.</summary>
    /// <exception cref="InvalidOperationException">The server is not there, a port is taken, or a node did not start; says
    /// which.</exception>
    public static async Task<SearchNodes> StartAsync(IReadOnlyList<int> ports, CancellationToken cancel)
    {
        if (!File.Exists(Script("start")))
            throw new InvalidOperationException("../shared/search-server is not there: it holds the Elasticsearch that this runs on.");
        foreach (var port in ports)
            if (await ClusterState.AnswersAsync(Address(port), cancel))
                throw new InvalidOperationException($"Port {port} answers already: stop that server, or name other ports with --ports.");
        var nodes = new SearchNodes(ports);
        try
        {
            // What a killed run left behind.
            foreach (var port in ports)
                await RunAsync("stop", Text(port), "--clean");
            await Task.WhenAll(ports.Select(nodes.StartAsync));
            await nodes.State().WaitForAsync(ports.Count, "yellow", TimeSpan.FromMinutes(2), cancel);
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks at the cluster through its first node; another one once that is stopped.</summary>
    public ClusterState State(int without = 0) => new(Address(ports.First(p => p != without)));

    public Task StartAsync(int port) => StartAtAsync(port, niceness: 0);

    /// <summary>
    /// Starts one that takes less of the processor than the others: on machines of their own they would not feel it start.
    /// </summary>
    public Task StartYieldingAsync(int port) => StartAtAsync(port, niceness: 10);

    private async Task StartAtAsync(int port, int niceness)
    {
        var started = await RunAtAsync(niceness, "start", Text(port), HeapAndCompilers, string.Join(',', ports.Select(Text)));
        if (started.Status != 0)
            throw new InvalidOperationException($"The node on port {port} did not start: {started.Tail}");
    }

    /// <summary>Stops one; its data stay.</summary>
    public static Task StopAsync(int port) => RunAsync("stop", Text(port));

    public async ValueTask DisposeAsync() => await Task.WhenAll(ports.Select(p => RunAsync("stop", Text(p), "--clean")));

    private static Uri Address(int port) => new($"http://127.0.0.1:{Text(port)}");

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Script(string name) => Path.Combine(SharedData.Repository(), "..", "shared", "search-server", name);

    private static Task<ProgramResult> RunAsync(string script, params string[] arguments) => RunAtAsync(0, script, arguments);

    private static Task<ProgramResult> RunAtAsync(int niceness, string script, params string[] arguments) =>
        Task.Run(() => Programs.Run(Programs.Find("nice")!, ["-n", Text(niceness), Programs.Find("bash")!, Script(script), .. arguments]));
}
