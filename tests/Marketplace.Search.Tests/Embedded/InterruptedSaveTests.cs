using Marketplace.Search.Embedded;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Embedded;

/// <summary>
/// A save that is killed at any moment loses nothing: files become part of the index only when the manifest names
/// them, so every state of the disk on the way opens as what was saved before.
/// </summary>
public sealed class InterruptedSaveTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public async Task Open_KilledAfterAnyFile_FindsWhatWasSavedBefore(double writtenOfLast)
    {
        var (before, after) = (Path.Combine(directory.Path, "before"), Path.Combine(directory.Path, "after"));
        await SaveAsync(before, "first", [.. Enumerable.Range(0, 40).Select(i => Put(Action($"a{i}")))]);
        Copy(before, after);
        await SaveAsync(after, "second", [Put(Action("a1", "Soudage", 2)), Put(Action("new")), Delete("a2", 2)]);
        var fresh = Files(after).Except(Files(before)).Where(f => Path.GetFileName(f) is not "manifest").Order().ToList();
        Assert.NotEmpty(fresh);
        for (var written = 0; written < fresh.Count; written++)
        {
            var killed = Path.Combine(directory.Path, $"killed{written}");
            Copy(before, killed);
            for (var i = 0; i <= written; i++)
                Write(Path.Combine(after, fresh[i]), Path.Combine(killed, fresh[i]), i < written ? 1 : writtenOfLast);
            await using var index = EmbeddedIndex.Open(killed);
            Assert.Null(index.Problem);
            Assert.Equal(("first", 40L), ((await index.StatusAsync()).Position, (await index.StatusAsync()).Documents));
            Assert.Equal(40, (await index.SearchAsync(new EngineQuery(Query(), []))).Total);
        }
    }

    [Fact]
    public async Task Open_KilledBeforeTheManifestIsRenamed_FindsWhatWasSavedBefore()
    {
        await SaveAsync(directory.Path, "first", [Put(Action("a"))]);
        var manifest = Files(directory.Path).Single(f => Path.GetFileName(f) == "manifest");
        await File.WriteAllTextAsync(Path.Combine(directory.Path, manifest + ".tmp"), "half a mani");
        await using var index = EmbeddedIndex.Open(directory.Path);
        Assert.Null(index.Problem);
        Assert.Equal("first", (await index.StatusAsync()).Position);
    }

    private static async Task SaveAsync(string folder, string position, DocumentChange[] changes)
    {
        await using var index = EmbeddedIndex.Open(folder);
        await index.ApplyAsync(changes);
        await index.SaveAsync(position);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f));

    private static void Copy(string from, string to)
    {
        foreach (var file in Files(from))
            Write(Path.Combine(from, file), Path.Combine(to, file), 1);
    }

    private static void Write(string from, string to, double share)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var bytes = File.ReadAllBytes(from);
        File.WriteAllBytes(to, bytes[..(int)(bytes.Length * share)]);
    }
}
