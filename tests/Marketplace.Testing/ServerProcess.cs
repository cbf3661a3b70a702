using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;

namespace Marketplace.Testing;

/// <summary>The built program as a process of its own, on a data directory of its own: for what only real processes show.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Task.Result;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it wrote so far, both streams.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>A folder that the database's own user may enter, unlike .NET's temporary ones.</summary>
    public static DataDirectory NewDirectory() =>
        DataDirectory.At(Path.Combine(Path.GetTempPath(), $"marketplace-{Guid.NewGuid():N}"));

    /// <summary>Starts <c>serve</c> and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; holds its output.</exception>
    public static Task<ServerProcess> StartAsync(DataDirectory directory, params string[] arguments) =>
        StartAsync(directory, new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="StartAsync(DataDirectory, string[])"/>
    public static async Task<ServerProcess> StartAsync(
        DataDirectory directory, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var server = StartCommand(directory, settings, ["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        var process = server._process;
        await server._address.Task.WaitAsync(TimeSpan.FromMinutes(3));
        using var client = new HttpClient { BaseAddress = server.Address };
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended: {server.Output}");
            await Task.Delay(50);
        }
        return server;
    }

    /// <summary>Starts any command and does not wait for it.</summary>
    public static ServerProcess StartCommand(DataDirectory directory, params string[] arguments) =>
        StartCommand(directory, new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="StartCommand(DataDirectory, string[])"/>
    public static ServerProcess StartCommand(
        DataDirectory directory, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = Describe(directory, arguments);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var started = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => started.Read(line.Data);
        process.ErrorDataReceived += (_, line) => started.Read(line.Data);
        process.Exited += (_, _) => started._address.TrySetException(new InvalidOperationException($"The program ended: {started.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<ProgramResult> RunAsync(DataDirectory directory, params string[] arguments) =>
        RunAsync(directory, new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="RunAsync(DataDirectory, string[])"/>
    public static async Task<ProgramResult> RunAsync(
        DataDirectory directory, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = Describe(directory, arguments);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and waits.</summary>
    /// <returns>Exit status.</returns>
    public async Task<int> StopAsync()
    {
        Programs.Run(Programs.Find("kill")!, ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    /// <summary>Whether <c>/health/ready</c> says so.</summary>
    public static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Describe(DataDirectory directory, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marketplace.Web.dll"), .. arguments])
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Data__Directory"] = directory.Path;
        start.Environment["Seed__Demo"] = "false";
        // It lives for seconds: see Directory.Build.props of the tests.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove("ConnectionStrings__Marketplace");
        return start;
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (ListeningAddress().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*")]
    private static partial Regex ListeningAddress();
}
