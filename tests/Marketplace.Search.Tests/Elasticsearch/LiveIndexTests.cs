using Marketplace.Search.Elasticsearch;
using Marketplace.Search.Elasticsearch.Querying;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Elasticsearch;

/// <summary>Rebuilds and what they leave, refused documents and old deletions, on a real server.</summary>
public sealed class LiveIndexTests : IAsyncDisposable
{
    private readonly TestDatabaseServer cluster = new();

    [Fact]
    public async Task Return_AfterARebuild_PutsTheIndexOfBeforeBack()
    {
        await using var index = await cluster.CreateAsync();
        await index.ApplyAsync([Put(Action("old"))]);
        await index.SaveAsync("1");
        await RebuildAsync(index, "new", "2");
        Assert.True(await index.Inner.ReturnAsync());
        Assert.Equal(["old"], await FoundAsync(index));
        Assert.Equal("1", (await index.StatusAsync()).Position);
        Assert.True(await index.Inner.ReturnAsync());
        Assert.Equal(["new"], await FoundAsync(index));
        Assert.Equal("2", (await index.StatusAsync()).Position);
    }

    [Fact]
    public async Task Return_WithoutAnIndexOfBefore_ChangesNothing()
    {
        await using var index = await cluster.CreateAsync();
        await index.ApplyAsync([Put(Action("only"))]);
        Assert.False(await index.Inner.ReturnAsync());
        Assert.Equal(["only"], await FoundAsync(index));
    }

    [Fact]
    public async Task Rebuilds_KeepLiveAndPreviousOnly()
    {
        await using var index = await cluster.CreateAsync();
        for (var i = 1; i <= 3; i++)
            await RebuildAsync(index, $"d{i}", $"{i}");
        // A process that died while it filled an index: nobody disposes of it.
        await using var other = new ElasticsearchIndex(index.Client, index.Options);
        await (await other.BeginRebuildAsync()).ApplyAsync([Put(Action("half"))]);
        await RebuildAsync(index, "d4", "4");
        Assert.Equal(2, await IndexesAsync(index));
        Assert.Equal(["d4"], await FoundAsync(index));
    }

    /// <summary>The answer to a swap can be lost; the rebuild is then ended as one that failed.</summary>
    [Fact]
    public async Task Abandon_OfAnIndexThatIsLive_LeavesIt()
    {
        await using var index = await cluster.CreateAsync();
        var live = new LiveIndex(index.Client, index.Options, TimeProvider.System);
        var (swapped, left) = (await live.CreateAsync(default), await live.CreateAsync(default));
        await live.SwapAsync(swapped, default);
        await live.AbandonAsync(swapped, default);
        await live.AbandonAsync(left, default);
        Assert.Equal(swapped, await live.CurrentAsync(default));
        Assert.Equal((true, false), (await index.Client.ExistsAsync(swapped), await index.Client.ExistsAsync(left)));
    }

    [Fact]
    public async Task Apply_DocumentThatTheMappingRefuses_IsNamedAndTheOthersGoIn()
    {
        await using var index = await cluster.CreateAsync();
        var bad = Action("bad") with { Place = Lyon with { Lat = 200 } };
        var refusal = await Assert.ThrowsAsync<DocumentsRefusedException>(
            async () => await index.ApplyAsync([Put(Action("a")), Put(bad), Put(Action("b"))]));
        Assert.Equal("bad", Assert.Single(refusal.Refused).Id);
        Assert.Contains("parsing_exception", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], await FoundAsync(index));
    }

    /// <summary>Between finding rows and reading their actions a provider may end one.</summary>
    [Fact]
    public async Task Fetch_OfARowDeletedMeanwhile_LeavesItOut()
    {
        await using var index = await cluster.CreateAsync();
        await index.ApplyAsync([Put(Action("stays")), Put(Action("goes"))]);
        await index.ApplyAsync([Delete("goes", 2)]);
        await index.StatusAsync();
        var query = new CompiledQuery(new EngineQuery(Query() with { Collapse = false }, []), index.Lexicon, 2);
        Row[] rows = [.. new[] { "stays", "goes" }.Select(id => new Row(id, null, 0, 0, 0, 0, null))];
        var hits = await new HitFetch(new RowSearch(index.Client, new IndexNames(index.Options.Name).Live, query), query)
            .OfAsync(rows, default);
        Assert.Equal(["stays"], hits.Select(h => h.Document.Id));
    }

    [Fact]
    public async Task Search_BeforeAnythingWasBuilt_IsUnavailable()
    {
        await using var index = await cluster.CreateAsync();
        await Assert.ThrowsAsync<SearchUnavailableException>(async () => await index.Inner.SearchAsync(new EngineQuery(Query(), [])));
    }

    [Fact]
    public async Task Purge_OldDeletions_GoAndLateOnesStillWin()
    {
        await using var index = await cluster.CreateAsync();
        await index.ApplyAsync([Put(Action("a")), Put(Action("gone")), Delete("gone", 5)]);
        await index.StatusAsync();
        var purge = new DeletionPurge(index.Client, new IndexNames(index.Options.Name).Live);
        Assert.Equal(0, await purge.RunAsync(DateTimeOffset.UtcNow - DeletionPurge.Kept, default));
        await index.ApplyAsync([Put(Action("gone", version: 4))]);
        Assert.Equal(["a"], await FoundAsync(index));
        Assert.Equal(1, await purge.RunAsync(DateTimeOffset.UtcNow.AddMinutes(1), default));
        Assert.Equal(["a"], await FoundAsync(index));
    }

    /// <summary>Routing by provider puts near-duplicates and a deletion where their documents are.</summary>
    [Fact]
    public async Task SeveralShards_AnswerAsOne()
    {
        await using var index = await cluster.CreateAsync(shards: 3);
        var documents = Enumerable.Range(0, 60).Select(i => Action($"{11111111100000 + (i % 20)}_f_{i}") with
        { Provider = new ProviderRef($"{11111111100000 + (i % 20)}", "P") }).ToList();
        await index.ApplyAsync([.. documents.Select(Put)]);
        await index.ApplyAsync([Delete(documents[0].Id, 2)]);
        var found = await index.SearchAsync(new EngineQuery(Query(), []));
        Assert.Equal((59, 20, 20), (found.Total, found.Groups, found.Hits.Count));
        Assert.Equal(39, found.Hits.Sum(h => h.AlsoAt));
        Assert.Equal(59, index.Lexicon.Naming("cuisin"));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static async Task RebuildAsync(ISearchIndex index, string id, string position)
    {
        await using var rebuild = await index.BeginRebuildAsync();
        await rebuild.ApplyAsync([Put(Action(id))]);
        await rebuild.SwapAsync(position);
    }

    private static async Task<IEnumerable<string>> FoundAsync(ISearchIndex index) =>
        (await index.SearchAsync(new EngineQuery(Query() with { Collapse = false }, []))).Hits.Select(h => h.Document.Id).Order();

    private static async Task<int> IndexesAsync(RefreshedIndex index)
    {
        using var answer = await index.Client.SendAsync(
            HttpMethod.Get, $"{new IndexNames(index.Options.Name).All}/_settings?filter_path=*.settings.index.uuid", CallKind.Read);
        return answer.RootElement.EnumerateObject().Count();
    }
}
