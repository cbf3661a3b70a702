using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    [Fact]
    public async Task Apply_NewDocument_IsFoundAtOnce()
    {
        await using var index = await WithAsync(Action("a"));
        Assert.Equal(["a"], await IdsAsync(index, Query()));
    }

    [Fact]
    public async Task Apply_NewerVersion_Replaces()
    {
        await using var index = await WithAsync(Action("a", "Cuisine"));
        await index.ApplyAsync([Put(Action("a", "Soudage", 2))]);
        var hit = Assert.Single((await FindAsync(index, Query())).Hits);
        Assert.Equal("Soudage", hit.Document.Title);
        Assert.Empty(await IdsAsync(index, Query(), Word("cuisin")));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Apply_OlderOrSameVersion_ChangesNothing(long version)
    {
        await using var index = await WithAsync(Action("a", "Cuisine", 5));
        await index.ApplyAsync([Put(Action("a", "Soudage", version))]);
        Assert.Equal("Cuisine", Assert.Single((await FindAsync(index, Query())).Hits).Document.Title);
    }

    [Fact]
    public async Task Apply_LateVersionAfterDelete_DoesNotResurrect()
    {
        await using var index = await WithAsync(Action("a", version: 5));
        await index.ApplyAsync([Delete("a", 7)]);
        await index.ApplyAsync([Put(Action("a", version: 6))]);
        Assert.Empty(await IdsAsync(index, Query()));
        await index.ApplyAsync([Put(Action("a", version: 8))]);
        Assert.Equal(["a"], await IdsAsync(index, Query()));
    }

    [Fact]
    public async Task Apply_DeleteBeforeItsDocumentArrives_Wins()
    {
        await using var index = await CreateAsync();
        await index.ApplyAsync([Delete("a", 3)]);
        await index.ApplyAsync([Put(Action("a", version: 2))]);
        Assert.Empty(await IdsAsync(index, Query()));
    }

    [Fact]
    public async Task Apply_OlderDelete_IsIgnored()
    {
        await using var index = await WithAsync(Action("a", version: 5));
        await index.ApplyAsync([Delete("a", 4)]);
        Assert.Equal(["a"], await IdsAsync(index, Query()));
    }

    [Fact]
    public async Task Apply_SameIdTwiceInABatch_HighestVersionWins()
    {
        await using var index = await CreateAsync();
        await index.ApplyAsync(
            [Put(Action("a", "Nouveau", 3)), Put(Action("a", "Ancien", 2)), Delete("b", 2), Put(Action("b", version: 1))]);
        Assert.Equal("Nouveau", Assert.Single((await FindAsync(index, Query())).Hits).Document.Title);
    }

    [Fact]
    public async Task Apply_SameBatchTwice_ChangesNothing()
    {
        DocumentChange[] batch = [Put(Action("a", version: 2)), Put(Action("b", version: 2)), Delete("c", 4)];
        await using var index = await CreateAsync();
        await index.ApplyAsync(batch);
        await index.ApplyAsync(batch);
        Assert.Equal(2, (await FindAsync(index, Query())).Total);
        Assert.Equal(2, (await index.StatusAsync()).Documents);
    }

    [Fact]
    public async Task List_GivesLivingDocumentsWithTheirVersions()
    {
        await using var index = await WithAsync(Action("a", version: 3), Action("b", version: 4), Action("c", version: 5));
        await index.ApplyAsync([Delete("b", 9)]);
        var listed = new List<DocumentVersion>();
        await foreach (var version in index.ListAsync())
            listed.Add(version);
        Assert.Equal([new("a", 3), new("c", 5)], listed.OrderBy(v => v.Id));
    }

    [Fact]
    public async Task Save_TellsPosition()
    {
        await using var index = await WithAsync(Action("a"));
        Assert.Null((await index.StatusAsync()).Position);
        await index.SaveAsync("42/7");
        Assert.Equal("42/7", (await index.StatusAsync()).Position);
    }

    [Fact]
    public async Task Rebuild_IsInvisibleUntilSwapped()
    {
        await using var index = await WithAsync(Action("old", version: 9));
        await using var rebuild = await index.BeginRebuildAsync();
        await rebuild.ApplyAsync([Put(Action("new"))]);
        Assert.Equal(["old"], await IdsAsync(index, Query()));
        await rebuild.SwapAsync("p2");
        Assert.Equal(["new"], await IdsAsync(index, Query()));
        Assert.Equal("p2", (await index.StatusAsync()).Position);
    }

    [Fact]
    public async Task Rebuild_DisposedWithoutSwap_LeavesTheLiveIndex()
    {
        await using var index = await WithAsync(Action("old"));
        await using (var rebuild = await index.BeginRebuildAsync())
            await rebuild.ApplyAsync([Put(Action("new"))]);
        Assert.Equal(["old"], await IdsAsync(index, Query()));
    }

    [Fact]
    public async Task Lexicon_KnowsTermsAndTheirNeighbours()
    {
        await using var index = await WithAsync(Action("a", "Carrosserie"), Action("b", "Carrosserie"), Action("c", "Cariste"));
        Assert.Equal(2, index.Lexicon.Frequency("carrosseri"));
        Assert.Equal(0, index.Lexicon.Frequency("zingueri"));
        Assert.Equal(new LexiconTerm("carrosseri", 2), Assert.Single(index.Lexicon.Near("carosseri", 1, 2, 5)));
        Assert.Equal(["carrosseri", "carist"], index.Lexicon.StartingWith("car", 5).Select(t => t.Term));
    }
}
