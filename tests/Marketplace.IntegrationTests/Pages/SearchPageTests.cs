using System.Net;
using AngleSharp.Dom;
using Marketplace.Search;
using Marketplace.Web.Searching;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

public sealed class SearchPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    [Fact]
    public async Task Search_Word_ListsMatchesWithTheirFacts()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&near=69123");
        Assert.Equal("Formations « cuisine » autour de Lyon (69)", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(20, page.QuerySelectorAll(".mkt-card").Length);
        var card = page.QuerySelectorAll(".mkt-card")
            .First(c => c.TextContent.Contains("Cuisine traditionnelle", StringComparison.Ordinal));
        Assert.Contains("600,60\u00A0€", card.TextContent);
        Assert.Contains("Lyon 7e Arrondissement (69007), à", card.TextContent);
        Assert.Contains("Prochaine session le", card.TextContent);
        Assert.DoesNotContain("0199000000", page.Body!.TextContent);
    }

    [Fact]
    public async Task Search_WordThatNothingAnswers_IsLeftOutVisiblyWithTheWayBack()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+zzyzx");
        var notice = page.QuerySelectorAll(".mkt-notice").Single(n => n.TextContent.Contains("zzyzx", StringComparison.Ordinal));
        Assert.Contains("voici les résultats sans « zzyzx »", notice.TextContent);
        Assert.Equal("/recherche?q=cuisine%20zzyzx&exact=true", notice.QuerySelector("a")!.GetAttribute("href"));
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-card"));
    }

    [Fact]
    public async Task Search_DepartmentInTheText_FiltersVisibly()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+dans+le+rh%C3%B4ne");
        Assert.Contains(page.QuerySelectorAll(".mkt-notice"),
            n => n.TextContent.Contains("« rhône » est compris comme le lieu Rhône", StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll(".mkt-card"), card => Assert.Contains("(69", card.TextContent));
    }

    [Fact]
    public async Task Search_DepartmentInTheTextWithoutAnswer_SaysWhereItWidened()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+traditionnelle+en+is%C3%A8re");
        var notice = page.QuerySelectorAll(".mkt-notice").Single(n => n.TextContent.Contains("élargie", StringComparison.Ordinal));
        Assert.Contains("dans le territoire « Isère » : la recherche est élargie à 100 km autour de son centre", notice.TextContent);
    }

    [Fact]
    public async Task Search_SecondPage_HoldsTheRest()
    {
        var (_, first) = await application.GetPageAsync("/recherche?q=cuisine&modality=in-person");
        var next = first.QuerySelector(".fr-pagination__link--next")!.GetAttribute("href")!;
        Assert.Equal("/recherche?q=cuisine&modality=in-person&page=2", next);
        var (_, second) = await application.GetPageAsync(next);
        var titles = first.QuerySelectorAll(".mkt-card__title a").Concat(second.QuerySelectorAll(".mkt-card__title a"))
            .Select(a => a.GetAttribute("href"));
        Assert.Equal(titles.Count(), titles.Distinct().Count());
        Assert.Equal("2", second.QuerySelector(".fr-pagination__link[aria-current=page]")!.TextContent);
    }

    [Fact]
    public async Task Search_PageAfterTheLast_ShowsTheLast()
    {
        var (response, page) = await application.GetPageAsync("/recherche?q=cuisine&modality=in-person&page=90");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("2", page.QuerySelector(".fr-pagination__link[aria-current=page]")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-card"));
    }

    [Fact]
    public async Task Filters_Chosen_AreTagsThatRemoveThem()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&modality=in-person&modality=blended&priceMax=100000");
        var tags = page.QuerySelectorAll("a.mkt-tag").ToDictionary(t => t.GetAttribute("title")!, t => t.GetAttribute("href"));
        Assert.Equal("/recherche?q=cuisine&modality=blended&priceMax=100000", tags["Retirer le filtre En centre"]);
        Assert.Equal("/recherche?q=cuisine&modality=in-person&modality=blended", tags["Retirer le filtre Jusqu’à 1\u202F000\u00A0€"]);
    }

    [Fact]
    public async Task Filters_AsForm_SubmitToTheSameSearch()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&near=69123&certification=RNCP38430&modality=blended");
        var form = page.QuerySelector("form#recherche")!;
        Assert.Equal("get", form.GetAttribute("method"));
        Assert.Equal("69123", form.QuerySelector("input[name=near]")!.GetAttribute("value"));
        Assert.Equal("RNCP38430", form.QuerySelector("input[type=hidden][name=certification]")!.GetAttribute("value"));
        var box = page.QuerySelector("#modality-blended")!;
        Assert.Equal("recherche", box.GetAttribute("form"));
        Assert.True(box.HasAttribute("checked"));
        Assert.Contains("(1)", page.QuerySelector("label[for=modality-blended]")!.TextContent);
        Assert.Contains($"({SampleCatalogue.CookingInPerson})", page.QuerySelector("label[for=modality-in-person]")!.TextContent);
    }

    [Theory]
    [InlineData("/recherche?q=cuisine&where=Lyon&radius=30&priceMax=&startAfter=", "/recherche?q=cuisine&near=69123")]
    [InlineData("/recherche?where=lyon+(69)", "/recherche?near=69123")]
    [InlineData("/recherche?where=Lyon+%2869%29&near=69123&radius=50", "/recherche?near=69123&radius=50")]
    [InlineData("/recherche?where=Rhône", "/recherche?department=69")]
    [InlineData("/recherche?where=ile+de+france", "/recherche?region=11")]
    [InlineData("/recherche?where=region%3A53", "/recherche?region=53")]
    [InlineData("/recherche?where=paris", "/recherche?near=75056")]
    [InlineData("/recherche?where=Martinique", "/recherche?region=02")]
    [InlineData("/recherche?q=cuisine&where=&near=69123", "/recherche?q=cuisine")]
    public async Task Place_Typed_IsSettledIntoTheAddress(string path, string expected)
    {
        var (response, _) = await application.GetPageAsync(path, follow: false);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Place_WithNamesakes_IsAskedFor()
    {
        var (response, page) = await application.GetPageAsync("/recherche?q=cuisine&where=Saint-Denis&modality=blended");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Quel lieu ?", page.QuerySelector("h1")!.TextContent);
        var options = page.QuerySelectorAll("input[type=radio][name=where]").Select(r => r.GetAttribute("value")).ToList();
        Assert.Contains("commune:93066", options);
        Assert.Contains("commune:97411", options);
        Assert.Equal("cuisine", page.QuerySelector("main form input[name=q]")!.GetAttribute("value"));
        Assert.Equal("blended", page.QuerySelector("main form input[name=modality]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Place_RegionWithNamesakes_OffersBoth()
    {
        var (_, page) = await application.GetPageAsync("/recherche?where=Bretagne");
        var options = page.QuerySelectorAll("input[type=radio]").Select(r => r.GetAttribute("value")!).ToList();
        Assert.Equal("region:53", options[0]);
        Assert.Contains(options, o => o.StartsWith("commune:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Place_Unknown_SaysSoAtTheField()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&where=Nulleparville");
        Assert.Contains("Nulleparville", page.QuerySelector("#where-erreur")!.TextContent);
        Assert.Equal("where-erreur", page.QuerySelector("#where")!.GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Search_NothingFound_GivesAdvice()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=introuvablissime&exact=true&modality=remote");
        Assert.Empty(page.QuerySelectorAll(".mkt-card"));
        Assert.Contains("Aucune formation ne correspond", page.Body!.TextContent);
        Assert.Contains(page.QuerySelectorAll("main .fr-callout a"), a => a.TextContent == "Retirer tous les filtres");
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Theory]
    [InlineData("/recherche?q=cuisine&near=42218&radius=10",
        "Aucune formation en centre à moins de 10 km de Saint-Étienne (42) : la recherche est élargie à 60 km.")]
    [InlineData("/recherche?q=cuisine&near=29019", "Aucune formation en centre à moins de 30 km ni de 60 km ni de 100 km de Brest (29) : la recherche est élargie aux formations à distance.")]
    [InlineData("/recherche?q=cuisine+%C3%A0+brest", "Aucune formation en centre à moins de 30 km ni de 60 km ni de 100 km de Brest : la recherche est élargie aux formations à distance.")]
    public async Task Search_Widened_SaysEachStep(string path, string expected)
    {
        var (_, page) = await application.GetPageAsync(path);
        var notice = page.QuerySelectorAll(".mkt-notice").Select(n => n.TextContent.Replace('\u00A0', ' '))
            .Single(text => text.Contains("élargie", StringComparison.Ordinal));
        Assert.StartsWith(expected, notice);
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-card"));
        var exact = page.QuerySelectorAll(".mkt-notice a").First(a => a.TextContent == "Rechercher sans élargir").GetAttribute("href")!;
        var (_, asTyped) = await application.GetPageAsync(exact);
        Assert.DoesNotContain("élargie", asTyped.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Search_WidenedInVain_SaysHowFar()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine&near=29019&remote=exclude");
        Assert.Contains("La recherche a été élargie à 100 km, sans résultat.", page.Body!.TextContent.Replace('\u00A0', ' '));
    }

    [Fact]
    public void Card_OfSeveralPlaces_SaysHowManyMore()
    {
        var document = new ActionDocument
        {
            Id = "a", Version = 1, Title = "Cuisine", Provider = new("99900000000026", "Organisme"),
            Certification = new("rncp", "RNCP1", "Cuisine", 3), Modality = Modalities.InPerson,
        };
        Assert.Equal("et 6\u00A0autres lieux", ResultCard.Of(new Hit(document, null, null, 6, null, 1)).AlsoAt);
        Assert.Equal("et 1\u00A0autre lieu", ResultCard.Of(new Hit(document, null, null, 1, null, 1)).AlsoAt);
        Assert.Null(ResultCard.Of(new Hit(document, null, null, 0, null, 1)).AlsoAt);
    }

    [Fact]
    public async Task Search_BadAndUnknownParameters_AreLeftOutAndSaid()
    {
        var (response, page) = await application.GetPageAsync("/recherche?radius=cent&utm_source=lettre");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("radius", page.QuerySelector(".fr-alert--warning")!.TextContent);
        Assert.DoesNotContain("utm_source", page.Body!.InnerHtml);
    }

    [Fact]
    public async Task Search_HostileText_IsShownAsText()
    {
        const string text = "\"><script>alert(1)</script>";
        var (_, page) = await application.GetPageAsync("/recherche?exact=true&q=" + Uri.EscapeDataString(text));
        Assert.Equal(text, page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Contains(text, page.QuerySelector("h1")!.TextContent);
        Assert.All(page.Scripts, script => Assert.DoesNotContain("alert", script.TextContent));
    }
}
