using Marketplace.Search.Asking;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    [Fact]
    public async Task Read_WordsBesideTheSubject_FilterAndOrder()
    {
        await using var index = await WithAsync(Beside());
        var search = new MarketplaceSearch(index);
        Assert.Equal(["remote"], await FoundAsync(search, "boulanger à distance"));
        Assert.Equal(["remote"], await FoundAsync(search, "à distance"));
        Assert.Equal(["dear"], await FoundAsync(search, "boulanger week-end"));
        Assert.Equal(["cheap", "remote", "dear"], await FoundAsync(search, "boulanger pas cher"));
        Assert.Equal(["cheap", "dear", "remote"], (await FoundAsync(search, "boulanger le soir")).Order());
    }

    [Fact]
    public async Task Read_WishThatNothingFulfils_IsGivenUpVisibly()
    {
        await using var index = await WithAsync(Beside());
        var result = await new MarketplaceSearch(index).SearchAsync(Query() with { Text = "boulanger gratuit" });
        Assert.Equal(["gratuit"], result.LeftOut);
        Assert.Equal(["cheap", "remote", "dear"], result.Hits.Select(h => h.Document.Id));
        Assert.Equal(("sort", "price"), (result.Understood.Wishes[0].Parameter, result.Understood.Wishes[0].Values[0]));
    }

    [Fact]
    public async Task Read_WhatOnlyComesNear_IsSaidToBeApproximate()
    {
        await using var index = await WithAsync(
            Named("bus", "Conducteur de transport en commun sur route"), Named("usinage", "Usinage assisté par ordinateur"),
            Named("office", "Bureautique et outils de communication de l’entreprise"),
            Named("beauty", "Esthéticien") with { Description = "On y apprend le dessin floral." });
        var search = new MarketplaceSearch(index);
        Assert.Equal(("bus", true), await FirstAsync(search, "taxi"));
        Assert.Equal(("beauty", true), await FirstAsync(search, "dermographe floral"));
        Assert.Equal(("beauty", true), await FirstAsync(search, "tatoueur"));
        Assert.Equal(("bus", false), await FirstAsync(search, "chauffeur de bus"));
        Assert.Equal(("office", false), await FirstAsync(search, "ordinateur débutant"));
    }

    private static async Task<string[]> FoundAsync(MarketplaceSearch search, string text) =>
        [.. (await search.SearchAsync(Query() with { Text = text, Collapse = false })).Hits.Select(h => h.Document.Id)];

    private static async Task<(string, bool)> FirstAsync(MarketplaceSearch search, string text) =>
        await search.SearchAsync(Query() with { Text = text }) is { Hits: [var first, ..] } result
            ? (first.Document.Id, result.Approximate) : ("none", false);

    private static ActionDocument Named(string id, string title) =>
        Action(id, title) with { Provider = new($"2222222220{id.Length:D4}", "Centre") };

    private static ActionDocument[] Beside() =>
    [
        Named("cheap", "Boulanger") with { PriceCents = 10_00, Pace = [Paces.FullTime] },
        Named("remote", "Boulanger") with { PriceCents = 20_00, Modality = Modalities.Remote, Place = null },
        Named("dear", "Boulanger") with { PriceCents = 30_00, Pace = [Paces.Weekend] },
    ];
}
