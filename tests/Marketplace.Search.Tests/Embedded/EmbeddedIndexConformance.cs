using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Conformance;

namespace Marketplace.Search.Tests.Embedded;

/// <summary>The embedded engine under the common suite.</summary>
public sealed class EmbeddedIndexConformance : SearchIndexConformance, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    protected override Task<ISearchIndex> CreateAsync() =>
        Task.FromResult<ISearchIndex>(EmbeddedIndex.Open(Path.Combine(directory.Path, Guid.NewGuid().ToString("N"))));

    public void Dispose() => directory.Dispose();
}
