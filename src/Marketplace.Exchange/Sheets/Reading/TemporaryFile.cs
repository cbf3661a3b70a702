namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>A file for this process alone, gone when it is closed or the process ends: catalogues name people to contact.</summary>
public static class TemporaryFile
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"marketplace-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 64 << 10,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // Where an open file may lose its name it does so at once: not even kill -9 leaves it behind.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
