using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>An island in the Indian Ocean beside the sample catalogue, which is in Lyon.</summary>
public sealed class IslandApplication : CatalogueApplication
{
    public const string IslandSiret = "99900000000034";

    protected override async Task AfterStartAsync()
    {
        var place = Services.GetRequiredService<ReferenceDataStore>().Current.Places.ByInsee("97411")!;
        await using (var import = await CatalogueImport.BeginAsync(Database.Source, IslandSiret))
        {
            await import.AddAsync(new AcceptedOffer(TestOffers.Offer("ile") with { Title = "Cuisine créole" },
                [new(TestOffers.Action(), new Location(place, place.Lat, place.Lng),
                [TestOffers.Session("S1", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60))])]));
            await import.CommitAsync(complete: true);
        }
        var search = Services.GetRequiredService<MarketplaceSearch>();
        var query = new SearchQuery { Today = DateOnly.FromDateTime(DateTime.UtcNow), Provider = [IslandSiret] };
        await Eventually.SeeAsync(
            "actions on the island", async () => (await search.SearchAsync(query, TestContext.Current.CancellationToken)).Total,
            total => total > 0);
    }
}

public sealed class SearchMapTests(IslandApplication application) : IClassFixture<IslandApplication>
{
    private const int InLyon = SampleCatalogue.CookingInPerson + 1;

    [Fact]
    public async Task Map_OfFrance_CountsAllMatchesNotThePage()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&vue=carte");
        var zones = Zones(page);
        Assert.Equal([$"{InLyon}\u00A0formations autour de Lyon", "1\u00A0formation autour de La Réunion"],
            zones.Select(z => z.GetAttribute("aria-label")));
        Assert.Equal(20, page.QuerySelectorAll(".mkt-card").Length);
        Assert.Contains($"{InLyon + 1}\u00A0formations situées sur la carte. 1\u00A0autre est à distance ou sans lieu précis.",
            Words(page.QuerySelector(".mkt-map")!));
        Assert.Equal(96 + 5, page.QuerySelectorAll(".mkt-map__ground path").Length);
    }

    [Fact]
    public async Task Map_Zone_LeadsCloserAndNarrowsTheSearch()
    {
        var (_, france) = await application.GetPageAsync("/recherche?q=cuisine&vue=carte");
        var href = Zones(france)[0].GetAttribute("href")!;
        Assert.Equal("/recherche?q=cuisine&bbox=4.8,45.6,6,46.4&vue=carte", href);
        var (_, closer) = await application.GetPageAsync(href);
        Assert.Equal($"{InLyon}\u00A0formations trouvées", closer.QuerySelector("#resultats-titre")!.TextContent);
        var box = Assert.Single(Zones(closer)).GetAttribute("href")!;
        Assert.Contains("bbox=4.8,45.7,4.95,45.8", box);
        Assert.True(Width(closer) < Width(france) / 4);
        Assert.Equal("/recherche?q=cuisine&vue=carte",
            closer.QuerySelectorAll(".mkt-map a").First(a => a.TextContent == "Voir toute la France").GetAttribute("href"));
    }

    [Theory]
    [InlineData("near=69123", "autour de Lyon")]
    [InlineData("near=69123&radius=200", "autour de Lyon")]
    [InlineData("department=69", "autour de Lyon")]
    [InlineData("region=84", "autour de Lyon")]
    [InlineData("q=cuisine+lyon", "autour de Lyon")]
    [InlineData("department=974", "autour de Saint-Denis")]
    [InlineData("near=97411", "autour de Saint-Denis")]
    public async Task Map_OfAPlace_ShowsItCloserWithItsOutlinesAndZonesInside(string query, string name)
    {
        var (_, page) = await application.GetPageAsync($"/recherche?{query}&vue=carte");
        var zone = Assert.Single(Zones(page));
        Assert.EndsWith(name, zone.GetAttribute("aria-label"));
        Assert.True(Width(page) < 684);
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-map__ground path"));
        var view = page.QuerySelector("svg.mkt-map__drawing")!.GetAttribute("viewBox")!.Split(' ').Select(Number).ToList();
        var circle = zone.QuerySelector("circle")!;
        Assert.InRange(Number(circle.GetAttribute("cx")!), view[0], view[0] + view[2]);
        Assert.InRange(Number(circle.GetAttribute("cy")!), view[1], view[1] + view[3]);
    }

    [Fact]
    public async Task Map_Table_SaysTheSameAsTheDrawing()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&vue=carte");
        var rows = page.QuerySelectorAll(".mkt-map__table tbody tr")
            .Select(row => (Zone: row.QuerySelector("th[scope=row]")!.TextContent, Count: row.QuerySelector("td")!.TextContent,
            Href: row.QuerySelector("a")!.GetAttribute("href")));
        Assert.Equal([("Autour de Lyon", $"{InLyon}"), ("Autour de La Réunion", "1")], rows.Select(r => (r.Zone, r.Count)));
        Assert.Equal(Zones(page).Select(z => z.GetAttribute("href")), rows.Select(r => r.Href));
    }

    [Fact]
    public async Task Map_Chosen_StaysChosen()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&modality=in-person&vue=carte");
        Assert.Equal("carte", page.QuerySelector("#recherche input[name=vue]")!.GetAttribute("value"));
        Assert.EndsWith("&page=2&vue=carte", page.QuerySelector(".fr-pagination__link--next")!.GetAttribute("href"));
        Assert.EndsWith("vue=carte", page.QuerySelector("a.mkt-tag")!.GetAttribute("href"));
        var views = page.QuerySelectorAll(".mkt-views a")
            .ToDictionary(a => a.TextContent, a => (Href: a.GetAttribute("href"), Current: a.HasAttribute("aria-current")));
        Assert.Equal(("/recherche?q=cuisine&modality=in-person", false), views["Liste"]);
        Assert.Equal(("/recherche?q=cuisine&modality=in-person&vue=carte", true), views["Carte"]);
        var (response, _) = await application.GetPageAsync("/recherche?q=cuisine&where=Lyon&vue=carte", follow: false);
        Assert.Equal("/recherche?q=cuisine&near=69123&vue=carte", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Map_NotChosen_IsNotDrawn()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine");
        Assert.Empty(page.QuerySelectorAll(".mkt-map"));
        Assert.Contains(page.QuerySelectorAll(".mkt-views a"), a => a is { TextContent: "Liste" } && a.HasAttribute("aria-current"));
    }

    /// <summary>The drawing says « CC BY 4.0 » and links to it.</summary>
    [Fact]
    public async Task Map_Licence_IsThere()
    {
        using var client = application.CreateClient();
        Assert.Contains("Attribution 4.0", await client.GetStringAsync("/carte/LICENSE.md", TestContext.Current.CancellationToken));
    }

    private static List<IElement> Zones(IHtmlDocument page) => [.. page.QuerySelectorAll("a.mkt-map__zone")];

    private static double Width(IHtmlDocument page) =>
        Number(page.QuerySelector("svg.mkt-map__drawing")!.GetAttribute("viewBox")!.Split(' ')[2]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
