using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marketplace.Platform.Data.Private;
using Xunit;

namespace Marketplace.Testing;

/// <summary>
/// The Elasticsearch of the tests: the one of <c>MARKETPLACE_TEST_ELASTICSEARCH</c>, else one of this process's own from
/// <c>../shared/search-server</c>, stopped with it. Tests share it, so each takes index names of its own.
/// Where there is none tests are skipped, except on the build server, where they fail.
/// </summary>
public static class ElasticsearchServer
{
    /// <summary>Ports that only this fixture uses, each held by a lock; the server takes the one 100 above as well.</summary>
    private const int FirstPort = 9710, Ports = 50;

    private static readonly Lazy<Task<Uri>> Shared = new(() => Task.Run(Start));

    /// <summary>Where it answers, started at the first call of the process.</summary>
    /// <exception cref="InvalidOperationException">It did not start; holds its last words.</exception>
    public static Task<Uri> AddressAsync()
    {
        if (Environment.GetEnvironmentVariable("MARKETPLACE_TEST_ELASTICSEARCH") is { Length: > 0 } given)
            return Task.FromResult(new Uri(given));
        if (Missing() is { } reason)
        {
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail(reason);
            Assert.Skip(reason);
        }
        return Shared.Value;
    }

    private static string Folder => Path.Combine(SharedData.Repository(), "..", "shared", "search-server");

    private static string Home => Environment.GetEnvironmentVariable("SEARCH_SERVER_HOME") is { Length: > 0 } home
        ? home : "/var/tmp/marketplace-search-server";

    private static string? Missing() =>
        !File.Exists(Path.Combine(Folder, "start"))
            ? "../shared/search-server is not there, and MARKETPLACE_TEST_ELASTICSEARCH names no other Elasticsearch."
        : Programs.Find("bash") is null || Programs.Find("java") is null ? "Elasticsearch needs bash and Java 17."
        : null;

    private static Uri Start()
    {
        Directory.CreateDirectory(Home);
        var (port, held) = TakePort();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Run("stop", port, "--clean");
            held.Dispose();
        };
        // Its second compiler takes more than half of the time that a server of some minutes computes. The option goes along with the heap.
        var started = Run("start", port, "512m -XX:TieredStopAtLevel=1");
        return started.Status == 0
            ? new Uri(started.Output.Trim())
            : throw new InvalidOperationException($"Elasticsearch did not start: {started.Tail}");
    }

    /// <summary>The first port that no living process holds. A server that is left there lost its tests to a kill, and goes.</summary>
    private static (string Port, FileLock Held) TakePort()
    {
        for (var port = FirstPort; port < FirstPort + Ports; port++)
        {
            if (FileLock.TryExclusive(Path.Combine(Home, $"tests-{port}.lock")) is not { } held)
                continue;
            var text = port.ToString(CultureInfo.InvariantCulture);
            var left = Path.Combine(Home, $"pid-{port}");
            // After a restart of the machine the number may be somebody else's: only a server that still listens is stopped.
            if (File.Exists(left) && IsFree(port))
                File.Delete(left);
            else if (File.Exists(left))
                Run("stop", text, "--clean");
            if (IsFree(port) && IsFree(port + 100))
                return (text, held);
            held.Dispose();
        }
        throw new InvalidOperationException($"No port from {FirstPort} on is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static ProgramResult Run(string script, params string[] arguments) =>
        Programs.Run(Programs.Find("bash")!, [Path.Combine(Folder, script), .. arguments]);
}
