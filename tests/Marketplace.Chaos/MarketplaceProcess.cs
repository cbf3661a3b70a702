using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Marketplace.Chaos;

/// <summary>The real program as a child process on a data directory, to be killed like a machine loses power.</summary>
public sealed class MarketplaceProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private MarketplaceProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public bool Ended => process.HasExited;

    /// <summary>Starts the program with a command.</summary>
    public static MarketplaceProcess Start(string dataDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marketplace.Web.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Data__Directory"] = dataDirectory, ["Seed__Demo"] = "false", ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Starts a server and waits until it is ready to search.</summary>
    public static async Task<MarketplaceProcess> ServeAsync(string dataDirectory, CancellationToken cancel)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var server = Start(dataDirectory, "serve", "--urls", url);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2);)
        {
            if (server.Ended)
                throw new InvalidOperationException($"The server ended instead of starting:\n{await server.output}\n{await server.errors}");
            try
            {
                using var answer = await http.GetAsync($"{url}/health/ready", cancel);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100, cancel);
        }
        server.Kill();
        throw new InvalidOperationException($"The server was not ready in two minutes:\n{await server.errors}");
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Status, string Output)> RunAsync(string dataDirectory, CancellationToken cancel, params string[] arguments)
    {
        using var command = Start(dataDirectory, arguments);
        await command.process.WaitForExitAsync(cancel);
        return (command.process.ExitCode, await command.output + await command.errors);
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to stop, as a service manager does, and waits.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(cancel);
        await process.WaitForExitAsync(cancel);
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
