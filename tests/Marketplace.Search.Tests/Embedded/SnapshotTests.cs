using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Search.Embedded;
using Marketplace.Search.Embedded.Storage;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Embedded;

public sealed class SnapshotTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Open_AfterSave_FindsTheSame()
    {
        await using (var index = Open())
        {
            await index.ApplyAsync([.. Enumerable.Range(0, 300).Select(i => Put(Action($"a{i}", $"Cuisine {i}")))]);
            await index.SaveAsync("first");
            await index.ApplyAsync([Put(Action("a1", "Soudage", 2)), Delete("a2", 2)]);
            await index.SaveAsync("second");
            await index.ApplyAsync([Put(Action("unsaved"))]);
        }
        await using var reopened = Open();
        var status = await reopened.StatusAsync();
        Assert.Equal(("second", 299L), (status.Position, status.Documents));
        Assert.Null(reopened.Problem);
        Assert.Equal(["a1"], await FindAsync(reopened, "soudag"));
        Assert.Equal(["a3"], await FindAsync(reopened, "3"));
        await reopened.ApplyAsync([Put(Action("a2", version: 1))]);
        Assert.Equal(299, (await reopened.StatusAsync()).Documents);
    }

    [Fact]
    public async Task Open_SavedSwap_HoldsTheNewIndexOnly()
    {
        await using (var index = Open())
        {
            await index.ApplyAsync([Put(Action("old"))]);
            await index.SaveAsync("p1");
            await using var rebuild = await index.BeginRebuildAsync();
            await rebuild.ApplyAsync([Put(Action("new"))]);
            await rebuild.SwapAsync("p2");
        }
        await using var reopened = Open();
        Assert.Equal(("p2", 1L), ((await reopened.StatusAsync()).Position, (await reopened.StatusAsync()).Documents));
        Assert.Equal(["new"], await FindAsync(reopened, "cuisin"));
        Assert.Single(Directory.GetDirectories(directory.Path));
    }

    [Fact]
    public async Task Open_SwappedBeforeAnySave_HoldsTheNewIndex()
    {
        await using (var index = Open())
        {
            await using var rebuild = await index.BeginRebuildAsync();
            await rebuild.ApplyAsync([Put(Action("new"))]);
            await rebuild.SwapAsync("p1");
            await index.ApplyAsync([Put(Action("newer"))]);
            await index.SaveAsync("p2");
        }
        await using var reopened = Open();
        Assert.Null(reopened.Problem);
        Assert.Equal(("p2", 2L), ((await reopened.StatusAsync()).Position, (await reopened.StatusAsync()).Documents));
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("segment-*")]
    [InlineData("deletions-*")]
    [InlineData("deleted-*")]
    public async Task Open_FlippedByte_SetsAsideAndStartsEmpty(string pattern)
    {
        await SaveSomeAsync();
        Change(pattern, bytes => bytes[bytes.Length / 2] ^= 0x20);
        await AssertSetAsideAsync();
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("segment-*")]
    public async Task Open_TruncatedFile_SetsAsideAndStartsEmpty(string pattern)
    {
        await SaveSomeAsync();
        var file = Directory.GetFiles(directory.Path, pattern, SearchOption.AllDirectories)[0];
        using (var stream = File.OpenWrite(file))
            stream.SetLength(stream.Length / 2);
        await AssertSetAsideAsync();
    }

    /// <summary>Sound files of another program's version: their checksums hold.</summary>
    [Theory]
    [InlineData("Format")]
    [InlineData("Analyser")]
    public async Task Open_OlderVersion_SetsAsideAndStartsEmpty(string version)
    {
        await SaveSomeAsync();
        var file = Directory.GetFiles(directory.Path, "manifest", SearchOption.AllDirectories).Single();
        string json;
        using (var stream = File.OpenRead(file))
            json = Encoding.UTF8.GetString(new ColumnReader(stream).Read<byte>());
        var older = JsonNode.Parse(json)!;
        older[version] = older[version]!.GetValue<int>() - 1;
        using (var stream = File.Create(file))
        {
            var columns = new ColumnWriter(stream);
            columns.Write(Encoding.UTF8.GetBytes(older.ToJsonString()));
            columns.WriteChecksum();
        }
        await AssertSetAsideAsync();
    }

    [Fact]
    public async Task Open_MissingSegment_SetsAsideAndStartsEmpty()
    {
        await SaveSomeAsync();
        File.Delete(Directory.GetFiles(directory.Path, "segment-*", SearchOption.AllDirectories)[0]);
        await AssertSetAsideAsync();
    }

    [Fact]
    public async Task Open_PointerToNothing_StartsEmpty()
    {
        await SaveSomeAsync();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "CURRENT"), "../elsewhere", TestContext.Current.CancellationToken);
        await using var index = Open();
        Assert.NotNull(index.Problem);
        Assert.Null((await index.StatusAsync()).Position);
    }

    [Fact]
    public async Task Open_LeftoversOfAKilledSave_AreIgnored()
    {
        await SaveSomeAsync();
        var generation = Directory.GetDirectories(directory.Path).Single();
        await File.WriteAllTextAsync(Path.Combine(generation, "segment-00000099.tmp"), "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(generation, "segment-00000098"), "half", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(directory.Path, "generation-000099"));
        await using var index = Open();
        Assert.Null(index.Problem);
        Assert.Equal(19, (await index.StatusAsync()).Documents);
        Assert.Empty(Directory.GetFiles(generation, "*.tmp"));
        await index.SaveAsync("again");
        Assert.Equal("again", (await index.StatusAsync()).Position);
    }

    [Fact]
    public async Task Open_Twice_IsRefusedWithAClearMessage()
    {
        await using var first = Open();
        var refusal = Assert.Throws<IndexLockedException>(Open);
        Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
    }

    private EmbeddedIndex Open() => EmbeddedIndex.Open(directory.Path);

    private static async Task<string[]> FindAsync(ISearchIndex index, string token) =>
        [.. (await index.SearchAsync(new EngineQuery(Query(), [new TextClause([new([token], 1)])]))).Hits.Select(h => h.Document.Id)];

    private async Task SaveSomeAsync()
    {
        await using var index = Open();
        await index.ApplyAsync([.. Enumerable.Range(0, 20).Select(i => Put(Action($"a{i}")))]);
        await index.ApplyAsync([Delete("a3", 2)]);
        await index.SaveAsync("p");
    }

    private void Change(string pattern, Action<byte[]> change)
    {
        var file = Directory.GetFiles(directory.Path, pattern, SearchOption.AllDirectories)[0];
        var bytes = File.ReadAllBytes(file);
        change(bytes);
        File.WriteAllBytes(file, bytes);
    }

    private async Task AssertSetAsideAsync()
    {
        await using (var index = Open())
        {
            Assert.NotNull(index.Problem);
            var status = await index.StatusAsync();
            Assert.Equal((null, 0L), (status.Position, status.Documents));
            await index.ApplyAsync([Put(Action("fresh"))]);
            await index.SaveAsync("rebuilt");
        }
        Assert.Single(Directory.GetDirectories(directory.Path, "damaged-*"));
        await using var reopened = Open();
        Assert.Null(reopened.Problem);
        Assert.Equal("rebuilt", (await reopened.StatusAsync()).Position);
    }
}
