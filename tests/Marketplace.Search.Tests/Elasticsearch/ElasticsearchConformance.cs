using Marketplace.Search.Tests.Conformance;

namespace Marketplace.Search.Tests.Elasticsearch;

/// <summary>Elasticsearch under the common suite, on a real server.</summary>
public sealed class ElasticsearchConformance : SearchIndexConformance, IAsyncDisposable
{
    private readonly TestDatabaseServer cluster = new();

    protected override async Task<ISearchIndex> CreateAsync() => await cluster.CreateAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
