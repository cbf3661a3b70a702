using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Marketplace.Catalogue.Offers;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

public sealed class ComparePageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    private static readonly string[] Kitchens = [
        .. Enumerable.Range(1, 5).Select(n => PublicId.Of(SampleCatalogue.Siret, $"cuisine-{n}", "A1"))];

    [Fact]
    public async Task Compare_TwoActions_StandSideBySideInTheOrderAsked()
    {
        var (_, page) = await application.GetPageAsync($"/comparer?ids={SampleCatalogue.Blended},{SampleCatalogue.Kitchen}");

        Assert.Equal(["Critère", "Cuisine mixte", "Cuisine traditionnelle, degré 1"],
            page.QuerySelectorAll("thead th[scope=col]").Select(h => (h.QuerySelector("a") ?? h).TextContent));
        Assert.Equal(["600,60\u00A0€Frais supplémentaires non finançables : 45,50\u00A0€", "600,60\u00A0€"],
            Row(page, "Prix toutes taxes comprises"));
        Assert.Equal(["100\u00A0heures", "100\u00A0heures"], Row(page, "Durée"));
        Assert.Equal(["Lyon 7e Arrondissement", "Lyon 7e Arrondissement"], Row(page, "Lieu"));
        Assert.Equal(["Mixte (centre et distance)", "En centre"], Row(page, "Modalité"));
        Assert.Equal(["Locaux accessiblesRéférent handicap (lu dans le texte)", "Locaux accessibles"], Row(page, "Accessibilité"));
        Assert.Equal("Cette formation demande des prérequis.Après un entretien", Row(page, "Conditions d’entrée")[0]);
        Assert.Equal("JournalierTemps plein", Row(page, "Rythme")[1]);
        Assert.All(Row(page, "Prochaine session"), cell => Assert.Matches(@"^Du .+ au .+ \d{4}Session garantie$", cell.Replace('\u00A0', ' ')));
        Assert.Empty(page.QuerySelectorAll(".fr-alert"));
        Assert.Contains(SampleCatalogue.Siret, page.QuerySelectorAll("tbody tr").Last().QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Compare_Removed_LeavesTheOthers()
    {
        var (_, page) = await application.GetPageAsync($"/comparer?ids={Kitchens[0]},{Kitchens[1]},{Kitchens[2]}");
        var remove = page.QuerySelectorAll(".mkt-compare__remove")[1].GetAttribute("href")!;
        var (_, rest) = await application.GetPageAsync(remove);
        Assert.Equal(["degré 1", "degré 3"], rest.QuerySelectorAll("thead th a:first-child").Select(a => a.TextContent[^7..]));
    }

    [Fact]
    public async Task Compare_BoxesOfAForm_LeadToTheShortAddress()
    {
        var (response, _) = await application.GetPageAsync($"/comparer?ids={Kitchens[0]}&ids={Kitchens[1]}", follow: false);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/comparer?ids={Kitchens[0]},{Kitchens[1]}", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Compare_FiveActions_ShowsTheFirstFourAndSaysSo()
    {
        var (response, page) = await application.GetPageAsync("/comparer?ids=" + string.Join(',', Kitchens));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Vous avez choisi 5 formations : 4 au plus se comparent.", page.QuerySelector(".fr-alert--warning")!.TextContent);
        Assert.Equal(5, page.QuerySelectorAll("thead th").Length);
    }

    [Fact]
    public async Task Compare_UnknownAndClosed_AreNamedAndLeftOut()
    {
        var (_, page) = await application.GetPageAsync(
            $"/comparer?ids={SampleCatalogue.Kitchen},{SampleCatalogue.Past},{SampleCatalogue.Archived},inconnue");
        Assert.Equal("Cuisine traditionnelle, degré 1", page.QuerySelectorAll("thead th a").First().TextContent);
        Assert.Equal(2, page.QuerySelectorAll("thead th").Length);
        var alerts = page.QuerySelectorAll(".fr-alert").Select(a => a.TextContent.Trim()).ToList();
        Assert.Contains("Une des formations demandées n’existe pas.", alerts);
        Assert.Contains("Cuisine d’autrefois : aucune session n’est ouverte à l’inscription.", alerts);
        Assert.Contains("Cuisine retirée : cette formation n’est plus proposée.", alerts);
        Assert.Contains("Il ne reste qu’une formation : choisissez-en une autre pour comparer.", alerts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?ids=")]
    [InlineData("?ids=%00,%27;--")]
    public async Task Compare_Nothing_SaysHow(string query)
    {
        var (response, page) = await application.GetPageAsync("/comparer" + query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(page.QuerySelectorAll("table"));
        Assert.Contains("Comparer la sélection", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Compare_HostileTitle_IsText()
    {
        var (_, page) = await application.GetPageAsync($"/comparer?ids={SampleCatalogue.Hostile},{SampleCatalogue.Kitchen}");
        Assert.Equal("<script>alert('titre')</script>Pâtisserie", page.QuerySelector("thead th a")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Search_Results_HaveABoxEachForTheComparison()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&modality=in-person");
        var form = (IHtmlFormElement)page.QuerySelector("form#comparaison")!;
        Assert.Equal("get", form.GetAttribute("method"));
        var boxes = page.QuerySelectorAll("input[name=ids][form=comparaison]").Select(box => box.GetAttribute("value")!).ToList();
        Assert.Equal(page.QuerySelectorAll(".mkt-card__title a").Select(a => a.GetAttribute("href")),
            boxes.Select(id => "/formations/" + Uri.EscapeDataString(id)));
    }

    /// <summary>The cells of a line.</summary>
    private static List<string> Row(IHtmlDocument page, string label)
    {
        var row = Assert.Single(page.QuerySelectorAll("tbody tr"), r => r.QuerySelector("th[scope=row]")!.TextContent == label);
        return [.. row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];
    }
}
