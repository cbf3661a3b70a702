namespace Marketplace.Platform.Data;

/// <summary>
/// A file that is written beside its final name and takes that name when it is whole; interrupted, it goes. Its own name
/// cannot be foreseen and is never one that exists, so that nobody can have prepared a link there that we would follow.
/// </summary>
public sealed class UnfinishedFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _finalPath;

    /// <summary>Makes the file.</summary>
    /// <param name="forOwnerAlone">It holds personal data: nobody else may read it.</param>
    public UnfinishedFile(string finalPath, bool forOwnerAlone)
    {
        _finalPath = finalPath;
        _path = $"{finalPath}.{Guid.NewGuid():N}.partial";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (forOwnerAlone && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Stream = new FileStream(_path, options);
    }

    /// <summary>What is written so far.</summary>
    public FileStream Stream { get; }

    /// <summary>The file is whole: it takes its name.</summary>
    /// <exception cref="IOException">The name is taken and may not be replaced.</exception>
    public async Task CompleteAsync(bool overwrite)
    {
        await Stream.DisposeAsync();
        File.Move(_path, _finalPath, overwrite);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(_path);
    }
}
