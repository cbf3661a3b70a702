using System.Text.Json;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>A name for indexes on the tests' Elasticsearch; what was made under it is removed when disposed.</summary>
public sealed class ClusterName : IAsyncDisposable
{
    private readonly HttpClient client;

    private ClusterName(Uri address) => client = new HttpClient { BaseAddress = address };

    public Uri Address => client.BaseAddress!;

    public string Name { get; } = $"test{Guid.NewGuid():N}";

    public static async Task<ClusterName> NewAsync() => new(await ElasticsearchServer.AddressAsync());

    public ElasticsearchOptions Options => new()
    {
        Nodes = [Address], Name = Name, Replicas = 0, RefreshInterval = TimeSpan.FromMilliseconds(200),
            SearchTimeout = TimeSpan.FromSeconds(30),
    };

    public async ValueTask DisposeAsync()
    {
        using var names = JsonDocument.Parse(await client.GetStringAsync($"{Name}-*/_settings?filter_path=*.settings.index.uuid"));
        foreach (var index in names.RootElement.EnumerateObject())
            (await client.DeleteAsync(index.Name)).EnsureSuccessStatusCode();
        client.Dispose();
    }
}
