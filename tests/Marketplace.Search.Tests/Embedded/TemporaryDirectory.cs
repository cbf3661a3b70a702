namespace Marketplace.Search.Tests.Embedded;

/// <summary>A directory of its own that goes when the test ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("marketplace-search-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
