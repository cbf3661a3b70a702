namespace Marketplace.Core.Data.Cluster;

/// <summary>
/// A lock on a file that the system releases with the process that holds it, however it ends
/// (<c>flock</c> on Unix, share modes on Windows).
/// </summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Alone, or null when somebody else holds the file in any way.</summary>
    public static FileLock? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Together with other shared holders, or null when somebody holds it alone.</summary>
    public static FileLock? TryShared(string path)
    {
        // Opening for reading does not create: a shared lock needs the file first.
        if (!File.Exists(path))
            File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
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
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, access, share));
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
