using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Marketplace.Search.Embedded.Storage;

/// <summary>Files that are whole or absent after a crash: written beside, flushed to the disk, renamed.</summary>
internal static partial class DurableFile
{
    private const string Suffix = ".tmp";

    public static long Write(string path, Action<Stream> write)
    {
        long size;
        using (var stream = new FileStream(path + Suffix, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
            size = stream.Length;
        }
        File.Move(path + Suffix, path, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(path)!);
        return size;
    }

    /// <summary>Makes renames and deletions in a directory durable; only Unix needs and knows it.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET refuses to open directories: the C library's open and fsync do it.
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
            return;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        _ = Sync(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);
}
