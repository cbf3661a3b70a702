using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    public static TheoryData<int> OrderSeeds => [.. Enumerable.Range(100, 6)];

    /// <summary>The order of whole result lists, against a plain sort.</summary>
    [Theory]
    [MemberData(nameof(OrderSeeds))]
    public async Task Search_WithoutText_OrdersAsPublished(int seed)
    {
        var catalogue = new RandomCatalogue(seed);
        var random = new Random(seed);
        var living = new Dictionary<string, ActionDocument>();
        await using var index = await CreateAsync();
        for (var version = 1; version <= 30; version++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 120)).Select(_ => Spread(catalogue.Document(random.Next(900), version), random))
                .DistinctBy(d => d.Id).ToList();
            await index.ApplyAsync([.. batch.Select(Put)]);
            foreach (var document in batch)
                living[document.Id] = document;
        }
        for (var i = 0; i < 12; i++)
            await CompareOrderAsync(index, living.Values, catalogue.Query() with
            {
                Collapse = i % 2 == 0,
                Sort = i % 3 == 0 ? catalogue.Query().Sort : SearchSort.Relevance,
                Today = Today.AddDays(i % 4),
            });
        await CompareOrderAsync(index, living.Values, Query());
        await CompareOrderAsync(index, living.Values, Query() with { Collapse = false, Today = Today.AddDays(5) });
    }

    /// <summary>So many equal results of so many providers that an engine takes its short way through the providers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Search_ManyEqualResults_OrdersAsPublished(int seed)
    {
        var catalogue = new RandomCatalogue(seed);
        var random = new Random(seed);
        var living = new Dictionary<string, ActionDocument>();
        await using var index = await CreateAsync();
        for (var version = 1; version <= 4; version++)
        {
            var batch = Enumerable.Range(0, 1500).Select(i => Spread(catalogue.Document(random.Next(5000), version), random, 300, 2000))
                .DistinctBy(d => d.Id).ToList();
            await index.ApplyAsync([.. batch.Select(Put)]);
            foreach (var document in batch)
                living[document.Id] = document;
        }
        await CompareOrderAsync(index, living.Values, Query());
        await CompareOrderAsync(index, living.Values, Query() with { Collapse = false });
        await CompareOrderAsync(index, living.Values, Query() with { Today = Today.AddDays(9), Remote = RemoteMode.Exclude });
    }

    private static async Task CompareOrderAsync(ISearchIndex index, IEnumerable<ActionDocument> documents, SearchQuery query)
    {
        var naive = new NaiveSearch([.. documents], query);
        var collapse = query is { Collapse: true, Sort: SearchSort.Relevance };
        var expected = new PlainOrder(query.Today, collapse).Of(
            naive.Matches().Select(d => new PlainOrder.Found(d, naive.Key(d), naive.Distance(d) ?? double.PositiveInfinity)));
        var result = await index.SearchAsync(new EngineQuery(query with { PageSize = 20 }, []));
        Assert.Equal(expected.Count, result.Groups);
        if (query.Sort != SearchSort.Relevance)
            Assert.Equal(expected.Take(20), result.Hits.Select(h => (h.Document.Id, h.AlsoAt)));
        else
            AssertParted(expected, result, query, await index.SearchAsync(new EngineQuery(query with { PageSize = 20, Page = 2 }, [])));
    }

    /// <summary>Relevance parts providers after the sort, within blocks of 200: the same set, in that order for each provider.</summary>
    private static void AssertParted(List<(string Id, int AlsoAt)> expected, EngineResult first, SearchQuery query, EngineResult second)
    {
        var place = expected.Take(200).Select((e, i) => (e.Id, i)).ToDictionary(e => e.Id, e => e.i);
        var shown = first.Hits.Concat(second.Hits).ToList();
        Assert.Equal(Math.Min(40, expected.Count), shown.Count);
        Assert.All(shown, h => Assert.True(place.ContainsKey(h.Document.Id), $"{h.Document.Id} is not among the first 200. {query}"));
        Assert.All(shown, h => Assert.Equal(expected[place[h.Document.Id]].AlsoAt, h.AlsoAt));
        foreach (var ofProvider in shown.GroupBy(h => (h.Document.Provider.Siret, h.DistanceKm)))
        {
            var places = ofProvider.Select(h => place[h.Document.Id]).ToList();
            Assert.Equal(places.Order(), places);
        }
    }

    /// <summary>Many providers and titles, so that some groups have several members and most have one.</summary>
    private static ActionDocument Spread(ActionDocument document, Random random, int providers = 90, int titles = 40) => document with
    {
        Title = $"Titre {random.Next(titles)}",
        Provider = new ProviderRef($"1111111111{random.Next(providers):D4}", "Organisme"),
        Sessions = random.Next(3) == 0 ? document.Sessions : [Session("S", random.Next(1, 60))],
    };
}
