using System.Text;
using Elastic.Clients.Elasticsearch;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;
using ElasticsearchClient = Marketplace.Search.Elasticsearch.ElasticsearchClient;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class RealServerTests
{
    [Fact]
    public async Task Client_AgainstARealServer_CreatesWritesFindsAndReadsItsErrors()
    {
        var name = $"client-{Guid.NewGuid():N}";
        using var client = new ElasticsearchClient(new ElasticsearchOptions
        {
            Nodes = [await ElasticsearchServer.AddressAsync()],
            SearchTimeout = TimeSpan.FromMinutes(1),
        });
        Assert.False(await client.ExistsAsync(name));
        using var created = await client.SendAsync(
            HttpMethod.Put, name, CallKind.Admin,
            """{"settings":{"number_of_replicas":0},"mappings":{"dynamic":"strict","properties":{"title":{"type":"text"}}}}"""u8.ToArray());
        Assert.True(await client.ExistsAsync(name));

        // Long enough to be compressed.
        var lines = string.Concat(Enumerable.Range(1, 200).Select(i => $$"""
            {"index":{"_id":"{{i}}","version":{{i}},"version_type":"external"} }
            {"title":"anglais {{i}}"}

            """));
        using var written = await client.SendAsync(
            HttpMethod.Post, $"{name}/_bulk?refresh=true", CallKind.Write, Encoding.UTF8.GetBytes(lines), lines: true);
        Assert.False(written.RootElement.GetProperty("errors").GetBoolean());
        using var found = await client.SendAsync(
            HttpMethod.Post, $"{name}/_search", CallKind.Search, """{"query":{"match":{"title":"anglais"}},"size":200}"""u8.ToArray());
        Assert.Equal(200, found.RootElement.GetProperty("hits").GetProperty("hits").GetArrayLength());

        var wrong = await Assert.ThrowsAsync<ElasticsearchException>(() => client.SendAsync(
            HttpMethod.Put, $"{name}/_doc/1", CallKind.Write, """{"other":1}"""u8.ToArray()));
        Assert.Equal((400, name, "strict_dynamic_mapping_exception"), (wrong.Status, wrong.Index, wrong.Type));
        var older = await Assert.ThrowsAsync<ElasticsearchException>(() => client.SendAsync(
            HttpMethod.Put, $"{name}/_doc/9?version=3&version_type=external", CallKind.Write, """{"title":"x"}"""u8.ToArray()));
        Assert.Equal((409, "version_conflict_engine_exception"), (older.Status, older.Type));
        using var removed = await client.SendAsync(HttpMethod.Delete, name, CallKind.Admin);
        var missing = await Assert.ThrowsAsync<ElasticsearchException>(
            () => client.SendAsync(HttpMethod.Get, $"{name}/_search", CallKind.Search));
        Assert.Equal((404, name, "index_not_found_exception"), (missing.Status, missing.Index, missing.Type));
    }

    [Fact]
    public async Task Typed_AgainstARealServer_CreatesNamesCountsAndReadsItsErrors()
    {
        var name = $"typed-{Guid.NewGuid():N}";
        using var client = new ElasticsearchClient(new ElasticsearchOptions { Nodes = [await ElasticsearchServer.AddressAsync()] });
        await client.AdministerAsync(CallKind.Admin, c => c.Indices.CreateAsync(new CreateIndexRequest(name)
        {
            Settings = new IndexSettings { NumberOfReplicas = 0 },
        }));
        var twice = await Assert.ThrowsAsync<ElasticsearchException>(() =>
            client.AdministerAsync(CallKind.Admin, c => c.Indices.CreateAsync(new CreateIndexRequest(name))));
        Assert.Equal((400, name, "resource_already_exists_exception"), (twice.Status, twice.Index, twice.Type));
        await client.AdministerAsync(CallKind.Admin, c => c.Indices.UpdateAliasesAsync(new UpdateAliasesRequest
        {
            Actions = [new AddAction { Index = name, Alias = $"{name}-alias" }],
        }));
        Assert.Equal(0, (await client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest($"{name}-alias")))).Count);
        await client.AdministerAsync(CallKind.Admin, c => c.Indices.DeleteAsync(new DeleteIndexRequest(name)));
        var missing = await Assert.ThrowsAsync<ElasticsearchException>(
            () => client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest(name))));
        Assert.Equal((404, name, "index_not_found_exception"), (missing.Status, missing.Index, missing.Type));
    }
}
