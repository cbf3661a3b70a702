using System.Diagnostics;
using System.Globalization;

namespace Marketplace.Platform.Data.Private;

/// <summary>What postmaster.pid says of a server: its process and port.</summary>
/// <param name="Ready">The server said that it takes connections.</param>
public sealed record PostmasterFile(int ProcessId, int Port, bool Ready)
{
    /// <summary>The server of a data folder, or null when none is alive there (a left-over file counts for nothing).</summary>
    public static PostmasterFile? ReadAlive(string dataFolder)
    {
        try
        {
            // Lines: pid, data folder, start time, port, socket folder, address, shared memory, status.
            var lines = File.ReadAllLines(PathIn(dataFolder));
            var ci = CultureInfo.InvariantCulture;
            if (lines.Length < 4 || !int.TryParse(lines[0], ci, out var pid) || !int.TryParse(lines[3], ci, out var port))
                return null;
            return IsServerOf(pid, dataFolder) ? new PostmasterFile(pid, port, lines.Length > 7 && lines[7].Trim() == "ready") : null;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes the file of a dead server. PostgreSQL does so itself, except where its process number now belongs to
    /// another program of the same user, as happens in containers.
    /// </summary>
    public static void RemoveStale(string dataFolder)
    {
        if (ReadAlive(dataFolder) is null)
            File.Delete(PathIn(dataFolder));
    }

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    private static bool IsServerOf(int pid, string dataFolder)
    {
        if (!OperatingSystem.IsLinux())
            return IsAlive(pid);
        // The number may have been given to another program since, or belong to a dead process that nobody buried
        // (usual in containers): what counts is a server whose own folder holds this very file.
        var arguments = ReadArguments(pid);
        var option = Array.IndexOf(arguments, "-D");
        return option >= 0 && option + 1 < arguments.Length
            && File.ReadAllText(PathIn(arguments[option + 1])) == File.ReadAllText(PathIn(dataFolder));
    }

    private static string[] ReadArguments(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
