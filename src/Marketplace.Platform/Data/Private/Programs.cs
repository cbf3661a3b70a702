using System.Diagnostics;

namespace Marketplace.Platform.Data.Private;

/// <summary>What a program wrote and how it ended.</summary>
public sealed record ProgramResult(int Status, string Output, string Errors)
{
    /// <summary>The last lines of what it said, for a message.</summary>
    public string Tail =>
        string.Join(" ", (Errors + "\n" + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .TakeLast(4));
}

/// <summary>Runs other programs without a shell.</summary>
public static class Programs
{
    /// <summary>Runs to the end and collects what it writes.</summary>
    /// <param name="folder">Working folder; it must be one that the program's user may enter.</param>
    /// <param name="environment">Added to this process's own.</param>
    public static ProgramResult Run(
        string program, IEnumerable<string> arguments, string folder = "/", IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, folder, environment);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs to the end with its input and output streamed; cancelled, it ends the program.</summary>
    /// <param name="input">Copied to its input; null closes that.</param>
    /// <param name="output">Receives its output; null collects that as text.</param>
    public static async Task<ProgramResult> PipeAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Stream? input, Stream? output,
        CancellationToken cancel)
    {
        using var process = Start(program, arguments, "/", environment, keepInput: input is not null);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancel);
            var text = output is null ? process.StandardOutput.ReadToEndAsync(cancel) : CopyOutAsync(process, output, cancel);
            if (input is not null)
                await CopyInAsync(process, input, cancel);
            await process.WaitForExitAsync(cancel);
            return new ProgramResult(process.ExitCode, await text, await errors);
        }
        catch
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<string> CopyOutAsync(Process process, Stream output, CancellationToken cancel)
    {
        await process.StandardOutput.BaseStream.CopyToAsync(output, cancel);
        return "";
    }

    private static async Task CopyInAsync(Process process, Stream input, CancellationToken cancel)
    {
        try
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, cancel);
            process.StandardInput.Close();
        }
        catch (IOException) when (process.HasExited || process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            // It ended without reading all: its status and words say why.
        }
    }

    /// <summary>The full path of a program on PATH or in the usual system folders; null when absent.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static Process Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment,
        bool keepInput = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = OperatingSystem.IsWindows() && folder == "/" ? "" : folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        // Messages are read by people and by us: one language, whatever the session's.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (!keepInput)
            process.StandardInput.Close();
        return process;
    }
}
