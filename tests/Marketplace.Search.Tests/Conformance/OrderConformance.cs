using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    [Fact]
    public async Task Sort_Price_MissingLast()
    {
        await using var index = await WithAsync(
            Action("none"), Action("dear") with { PriceCents = 900 }, Action("cheap") with { PriceCents = 100 });
        Assert.Equal(["cheap", "dear", "none"], await IdsAsync(index, Query() with { Sort = SearchSort.Price }));
    }

    [Fact]
    public async Task Sort_Rating_BestFirst()
    {
        await using var index = await WithAsync(
            Action("none"), Action("good") with { Rating = new(4.5, 3) }, Action("fair") with { Rating = new(3, 80) });
        Assert.Equal(["good", "fair", "none"], await IdsAsync(index, Query() with { Sort = SearchSort.Rating }));
    }

    [Fact]
    public async Task Sort_StartDate_ByTheSessionThatFits()
    {
        await using var index = await WithAsync(
            Action("late") with { Sessions = [Session("s", 90)] },
            Action("soon") with { Sessions = [Session("closed", 2, open: false), Session("s", 10)] },
            Action("any") with { PermanentEntry = true, Sessions = [Session("s", null)] });
        Assert.Equal(["soon", "late", "any"], await IdsAsync(index, Query() with { Sort = SearchSort.StartDate }));
    }

    [Fact]
    public async Task Sort_Distance_RemoteLast()
    {
        await using var index = await WithAsync(
            Action("remote") with { Modality = Modalities.Remote }, Action("far") with { Place = Villefranche }, Action("near"));
        Assert.Equal(["near", "far", "remote"], await IdsAsync(index, Query() with { Near = NearLyon, Sort = SearchSort.Distance }));
    }

    [Fact]
    public async Task Relevance_TitleBeforeDescription_AndTiesByDistance()
    {
        await using var index = await WithAsync(
            Action("described", "Accueil") with { Description = "On y parle aussi de cuisine." },
            Action("far") with { Place = Villefranche, Certification = new("rncp", "RNCP2", "Cuisine", 3, "CAP") },
            Action("near") with { Provider = new("22222222200022", "B") });
        Assert.Equal(["near", "far", "described"], await IdsAsync(index, Query() with { Near = NearLyon }, Word("cuisin")));
    }

    [Fact]
    public async Task Gate_EveryRequiredClauseMustMatch_OptionalOnesOnlyOrder()
    {
        await using var index = await WithAsync(
            Action("both", "Cuisine pâtisserie"), Action("one", "Cuisine") with { Provider = new("22222222200022", "B") });
        Assert.Equal(["both"], await IdsAsync(index, Query(), Word("cuisin"), Word("patisseri")));
        Assert.Equal(["both", "one"], await IdsAsync(index, Query(), Word("cuisin"), Word("patisseri", required: false)));
        Assert.Empty(await IdsAsync(index, Query(), Word("inconnu")));
    }

    [Fact]
    public async Task Phrase_NeedsNeighboursInOneField()
    {
        await using var index = await WithAsync(
            Action("yes", "Tailleur de pierre"), Action("no", "Massage aux pierres chaudes, tailleur de vêtements"));
        Assert.Equal(["yes"], await IdsAsync(index, Query(), Phrase("tailleur", "pier")));
    }

    [Fact]
    public async Task Alternatives_OneIsEnough()
    {
        await using var index = await WithAsync(Action("a", "Soudage"), Action("b", "Chaudronnerie"), Action("c", "Accueil"));
        var either = new TextClause([new(["soudag"], 1), new(["chaudronneri"], 0.5)]);
        Assert.Equal(["a", "b"], await IdsAsync(index, Query(), either));
    }

    [Fact]
    public async Task Description_DoesNotSufficeWhenTold()
    {
        await using var index = await WithAsync(Action("a", "Accueil") with { Description = "Cuisine" });
        var query = new EngineQuery(Query(), [Word("cuisin")]);
        Assert.Equal(1, (await index.SearchAsync(query)).Total);
        Assert.Equal(0, (await index.SearchAsync(query with { DescriptionSuffices = false })).Total);
    }

    [Fact]
    public async Task Steering_MovesUpWithoutExcluding()
    {
        await using var index = await WithAsync(
            Action("cap"),
            Action("bts") with { Certification = new("rncp", "RNCP2", "Cuisine", 5), Provider = new("22222222200022", "B") });
        var query = new EngineQuery(Query(), [Word("cuisin")]) { Steering = new Steering(Level: 5) };
        Assert.Equal(["bts", "cap"], (await index.SearchAsync(query)).Hits.Select(h => h.Document.Id));
    }

    [Fact]
    public async Task Collapse_NearDuplicatesOfOneProvider_IntoTheNearest()
    {
        await using var index = await WithAsync(
            Action("far") with { Place = Villefranche }, Action("near"), Action("paris") with { Place = Paris },
            Action("other") with { Provider = new("22222222200022", "B") });
        var query = Query() with { Near = NearLyon, RadiusKm = 60 };
        var result = await FindAsync(index, query);
        Assert.Equal((3, 2), (result.Total, result.Groups));
        Assert.Equal(1, result.Hits.Single(h => h.Document.Id == "near").AlsoAt);
        Assert.DoesNotContain(result.Hits, h => h.Document.Id == "far");
        var all = await FindAsync(index, query with { Collapse = false });
        Assert.Equal((3, 3, 3), (all.Total, all.Groups, all.Hits.Count));
        var byDistance = await FindAsync(index, query with { Sort = SearchSort.Distance });
        Assert.Equal((3, 3), (byDistance.Groups, byDistance.Hits.Count));
    }

    [Fact]
    public async Task Diversity_LargeProviderDoesNotFillThePage()
    {
        var large = Enumerable.Range(0, 200).Select(i => Action($"large{i}", $"Cuisine {i}"));
        var small = Enumerable.Range(0, 10).Select(i => Action($"small{i}", "Cuisine") with { Provider = new($"3333333330{i:D4}", "P") });
        await using var index = await WithAsync([.. large, .. small]);
        var page = await IdsAsync(index, Query());
        Assert.True(page.Count(id => id.StartsWith("small", StringComparison.Ordinal)) >= 8, string.Join(' ', page));
    }

    [Fact]
    public async Task Order_SameDaySame_OtherDayOther_PagesFitTogether()
    {
        var documents = Enumerable.Range(0, 120).Select(i => Action($"a{i}") with { Provider = new($"4444444440{i:D4}", "P") }).ToArray();
        await using var index = await WithAsync(documents);
        var whole = await PagesAsync(index, pages: 3, size: 40);
        Assert.Equal(120, whole.Distinct().Count());
        Assert.Equal(whole[..20], await IdsAsync(index, Query()));
        Assert.NotEqual(whole[..20], await IdsAsync(index, Query() with { Today = Today.AddDays(1) }));
        Assert.Empty(await IdsAsync(index, Query() with { Page = 5, PageSize = 40 }));
    }

    [Fact]
    public async Task Order_MoreThanAThousandProvidersThatTie_LatePagesFitToo()
    {
        var documents = Enumerable.Range(0, 1_250).Select(i => Action($"a{i}") with { Provider = new($"4444444440{i:D4}", "P") }).ToArray();
        await using var index = await WithAsync(documents);
        var whole = await PagesAsync(index, pages: 5, size: 250);
        Assert.Equal(1_250, whole.Distinct().Count());
        Assert.Equal(whole[1_160..1_200], await IdsAsync(index, Query() with { Page = 30, PageSize = 40 }));
    }

    private static async Task<List<string>> PagesAsync(ISearchIndex index, int pages, int size)
    {
        var whole = new List<string>();
        for (var page = 1; page <= pages; page++)
            whole.AddRange(await IdsAsync(index, Query() with { Page = page, PageSize = size }));
        return whole;
    }
}
