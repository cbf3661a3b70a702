namespace Marketplace.Platform.Data.Private;

/// <summary>
/// A lock on a file that the system releases with the process that holds it, however it ends
/// (<c>flock</c> on Unix, share modes on Windows).
/// </summary>
public sealed class FileLock : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Alone, or null when somebody else holds the file in any way.</summary>
    public static FileLock? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Together with other shared holders, or null when somebody holds it alone.</summary>
    public static FileLock? TryShared(string path)
    {
        // Opening for reading does not create: a shared lock needs the file first.
        if (!File.Exists(path))
            new FileStream(path, Private(FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)).Dispose();
        return TryOpen(path, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Alone, waiting for the present holders.</summary>
    /// <exception cref="TimeoutException">Still held after <paramref name="patience"/>.</exception>
    public static async Task<FileLock> ExclusiveAsync(string path, TimeSpan patience, CancellationToken cancel)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            if (TryExclusive(path) is { } held)
                return held;
            if (Environment.TickCount64 > deadline)
                throw new TimeoutException($"{path} is still locked by another process.");
            await Task.Delay(50, cancel);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileLock? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            Narrow(path);
            return new FileLock(new FileStream(path, Private(access, share)));
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <summary>Whoever may open a file, even only to read it, can lock it: these files are for their owner alone.</summary>
    private static FileStreamOptions Private(FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    /// <summary>Files of an earlier version could be read by everybody.</summary>
    private static void Narrow(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }
}
