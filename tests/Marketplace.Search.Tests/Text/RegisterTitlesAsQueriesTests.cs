using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Embedded;
using Marketplace.Search.Text;
using Xunit;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Text;

/// <summary>Whoever types the title of a certification means it, and no town that it names.</summary>
public sealed class RegisterTitlesAsQueriesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Read_TitlesOfTheRegister_CutsNone()
    {
        var titles = RegisterTitles.Read();
        Assert.True(titles.Count > 1_800);
        using var directory = new TemporaryDirectory();
        await using var index = EmbeddedIndex.Open(directory.Path);
        await index.ApplyAsync(
            [.. titles.Select((title, i) => Put(Action($"doc-{i}", title) with { Certification = new("rncp", $"RNCP{i}", title, null) }))]);
        var gazetteer = SeedGazetteer.With(titles.Concat(SeedGazetteer.Jobs));
        var reader = new QueryReader(index.Lexicon, gazetteer, Synonyms.Default);
        var cut = titles.SelectMany(title => new[] { title, title.ToLowerInvariant(), Folding.Fold(title) })
            .Select(text => (text, read: reader.Read(text))).Where(r => r.read.Place is not null || r.read.Area is not null)
            .Select(r => $"{r.read.Place?.Place.Name ?? r.read.Area?.Area.Name} | {r.text}").ToList();
        foreach (var line in cut)
            output.WriteLine(line);
        Assert.Empty(cut);
        // Without the titles, many are: the test would see it.
        var bare = new QueryReader(index.Lexicon, SeedGazetteer.With([]), Synonyms.Default);
        Assert.True(titles.Count(t => bare.Read(t) is { Place: not null } or { Area: not null }) > 50);
    }
}
