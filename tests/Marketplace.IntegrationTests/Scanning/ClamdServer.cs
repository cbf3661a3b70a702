using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marketplace.Platform.Data.Private;
using Xunit;

namespace Marketplace.IntegrationTests.Scanning;

/// <summary>ClamAV's daemon with a configuration of its own and one signature, which only these tests know.</summary>
public sealed class ClamdServer : IAsyncLifetime
{
    /// <summary>What the signature finds.</summary>
    public static readonly byte[] Harmful = [.. "marketplace-harmful-test-content-2f1c"u8];

    /// <summary>Bytes beyond which it refuses to look.</summary>
    public const int Limit = 6 * 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marketplace-clamd-");
    private Process? _process;

    /// <summary>Null: the machine has none, and the test is skipped; the build server installs it and takes no skipped test.</summary>
    public string? Program { get; } = Programs.Find("clamd");

    public string UnixAddress => $"unix:{Path.Combine(_folder.FullName, "clamd.sock")}";

    public string TcpAddress { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;
        var port = FreePort();
        TcpAddress = $"tcp:127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        var signatures = _folder.CreateSubdirectory("signatures");
        await File.WriteAllTextAsync(
            Path.Combine(signatures.FullName, "test.ndb"), $"Marketplace.Test:0:*:{Convert.ToHexStringLower(Harmful)}\n");
        var settings = Path.Combine(_folder.FullName, "clamd.conf");
        await File.WriteAllTextAsync(settings, $"""
            Foreground yes
            DatabaseDirectory {signatures.FullName}
            TemporaryDirectory {_folder.FullName}
            LocalSocket {UnixAddress["unix:".Length..]}
            TCPSocket {port.ToString(CultureInfo.InvariantCulture)}
            TCPAddr 127.0.0.1
            StreamMaxLength {(Limit / 1024 / 1024).ToString(CultureInfo.InvariantCulture)}M

            """);
        _process = Process.Start(
            new ProcessStartInfo(Program, ["--config-file", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = new List<string>();
        _process.OutputDataReceived += (_, line) => said.Add(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => said.Add(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await ListensAsync(port) || !File.Exists(UnixAddress["unix:".Length..]))
        {
            if (_process.HasExited)
                throw new InvalidOperationException("clamd ended: " + string.Join('\n', said));
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
