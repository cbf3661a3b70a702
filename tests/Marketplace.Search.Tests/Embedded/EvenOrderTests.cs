using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Conformance;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Embedded;

/// <summary>
/// Results that only the text tells apart take a short way; one that steers to a level nobody has takes the long way
/// to the same order. Both must agree, whatever was changed before.
/// </summary>
public sealed class EvenOrderTests : IDisposable
{
    private static readonly Steering Nowhere = new(Level: 99);
    private static readonly string[] Words = ["cuisine", "soudage", "accueil", "vente", "jardin"];
    private readonly TemporaryDirectory directory = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Search_ShortAndLongWay_Agree(int seed)
    {
        var catalogue = new RandomCatalogue(seed);
        var random = new Random(seed);
        await using var index = EmbeddedIndex.Open(directory.Path);
        for (var version = 1; version <= 25; version++)
            await index.ApplyAsync([.. Enumerable.Range(0, random.Next(1, 150)).Select(_ => Put(Document(catalogue, random, version)))
                .DistinctBy(c => c.Id)]);
        for (var i = 0; i < 12; i++)
            await CompareAsync(index, new EngineQuery(Filters(catalogue, random, i), [.. Clauses(random)]));
    }

    private static async Task CompareAsync(EmbeddedIndex index, EngineQuery query)
    {
        var shorter = await index.SearchAsync(query);
        var longer = await index.SearchAsync(query with { Steering = Nowhere });
        Assert.Equal((longer.Total, longer.Groups), (shorter.Total, shorter.Groups));
        Assert.Equal(longer.Hits.Select(h => (h.Document.Id, h.AlsoAt, h.Score)),
            shorter.Hits.Select(h => (h.Document.Id, h.AlsoAt, h.Score)));
    }

    private static SearchQuery Filters(RandomCatalogue catalogue, Random random, int number) => number % 3 == 0
        ? Query() with { Collapse = random.Next(3) > 0, Page = random.Next(1, 4) }
        : catalogue.Query() with { Sort = SearchSort.Relevance, Near = null, Collapse = random.Next(3) > 0, PageSize = 30 };

    private static IEnumerable<TextClause> Clauses(Random random)
    {
        for (var i = 0; i < random.Next(3); i++)
            yield return new TextClause(
                [.. Enumerable.Range(1, random.Next(1, 3))
                .Select(n => new TokenAlternative(
                [Marketplace.Search.Text.TextAnalyser.Terms(Words[random.Next(Words.Length)])[0]], 1.0 / n))],
                Required: random.Next(4) > 0);
    }

    /// <summary>Few titles of several lengths and many providers: groups span segments, scores tie and differ.</summary>
    private static ActionDocument Document(RandomCatalogue catalogue, Random random, long version) =>
        catalogue.Document(random.Next(1200), version) with
        {
            Title = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)])),
            Provider = new ProviderRef($"1111111111{random.Next(120):D4}", "Organisme"),
            Description = random.Next(2) == 0 ? Words[random.Next(Words.Length)] : "",
            Sessions = [Session("S", random.Next(1, 60))],
        };
}
