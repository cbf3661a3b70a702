namespace Marketplace.Search.Embedded.Storage;

/// <summary>The file that says who has an index open. The system gives it free with the process that holds it.</summary>
internal static class LockFile
{
    /// <exception cref="IOException">Somebody holds it.</exception>
    public static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        // Whoever may open a file, even only to read it, can lock it.
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            options.UnixCreateMode = ownerOnly;
            if (File.Exists(path) && File.GetUnixFileMode(path) != ownerOnly)
                File.SetUnixFileMode(path, ownerOnly);
        }
        return new FileStream(path, options);
    }
}
