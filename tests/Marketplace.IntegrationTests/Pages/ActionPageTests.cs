using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

public sealed class ActionPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    [Fact]
    public async Task Action_Open_ShowsWhatTheFileSays()
    {
        var (_, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Blended);
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Equal("Cuisine mixte", page.QuerySelector("h1")!.TextContent);
        string[] expected =
        [
            "Techniques de cuisine", "Apprendre à cuisiner", "Obtenir le diplôme", "100 heures".Replace(' ', '\u00A0'),
            "500,50\u00A0€", "100,10\u00A0€", "600,60\u00A0€", "45,50\u00A0€", "rue de Marseille", "69007 LYON", "Métro Jean Macé",
            "Les locaux respectent les règles d’accessibilité.", "Savoir lire une recette", "Après un entretien", "RNCP38430BC01",
            "0199000000", "Session garantie",
        ];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Equal("https://centre.example/cuisine", page.QuerySelector("main a[rel~=external]")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("a[href='mailto:accueil@centre.example']"));
    }

    [Fact]
    public async Task Action_AccessibilityReadFromWords_IsMarkedAsRead()
    {
        var (_, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Blended);
        var (_, rules) = await application.GetPageAsync("/classement");

        var rulesLink = page.QuerySelector("a[href='/classement#accessibilite']")!;
        Assert.Equal(["Référent handicap"], rulesLink.ParentElement!.NextElementSibling!.Children.Select(c => c.TextContent));
        Assert.Contains("Référent handicap : referent handicap", rules.QuerySelector("#accessibilite ~ ul")!.TextContent);
    }

    [Fact]
    public async Task Action_Open_HasCourseDataWithoutContactPersons()
    {
        var (_, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Kitchen);
        Assert.EndsWith("/formations/" + SampleCatalogue.Kitchen, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        var json = page.QuerySelector("script[type='application/ld+json']")!.TextContent;
        var course = JsonDocument.Parse(json).RootElement;
        Assert.Equal("Course", course.GetProperty("@type").GetString());
        Assert.Equal("600.60", course.GetProperty("offers").GetProperty("price").GetString());
        Assert.Equal("Onsite", course.GetProperty("hasCourseInstance")[0].GetProperty("courseMode").GetString());
        Assert.DoesNotContain("centre.example", json);
        Assert.DoesNotContain("0199000000", json);
    }

    [Fact]
    public async Task Action_HostileFile_LosesItsCodeAndKeepsItsWords()
    {
        var (_, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Hostile);
        var main = page.QuerySelector("main")!;
        Assert.Equal("<script>alert('titre')</script>Pâtisserie", page.QuerySelector("h1")!.TextContent);
        Assert.Empty(main.QuerySelectorAll("script, img, style"));
        Assert.Contains("Texte", main.TextContent);
        Assert.Contains("Grand titre", main.TextContent);
        Assert.DoesNotContain("alert(4)", main.TextContent);
        Assert.DoesNotContain(main.QuerySelectorAll("a"), a => a.TextContent == "lien");
        Assert.All(main.QuerySelectorAll(".mkt-prose li"), item => Assert.True(item.ParentElement!.LocalName is "ul" or "ol"));
        Assert.All(main.QuerySelectorAll(".mkt-prose *"), element => Assert.Empty(element.Attributes));
        Assert.DoesNotContain("alert(5)", page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task Action_SessionsPastOrClosed_SaysSoWithAlternatives()
    {
        var (response, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Past);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Aucune session n’est ouverte à l’inscription", page.Body!.TextContent);
        Assert.Equal(3, page.QuerySelectorAll(".mkt-card").Length);
        Assert.Contains(page.QuerySelectorAll(".mkt-session"), s => s.TextContent.Contains("Passée", StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll(".mkt-session"),
            s => s.TextContent.Contains("Inscriptions closes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Action_Archived_IsGoneWithAlternatives()
    {
        var (response, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Archived);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains("n’est plus proposée", page.Body!.TextContent);
        Assert.Equal(3, page.QuerySelectorAll(".mkt-card").Length);
    }

    [Theory]
    [InlineData("/organismes/" + SampleCatalogue.Siret)]
    [InlineData("/certifications/RNCP38430")]
    public async Task ProviderAndCertification_ListTheirActions_AndTurnPages(string path)
    {
        var (_, first) = await application.GetPageAsync(path);
        Assert.Equal(20, first.QuerySelectorAll(".mkt-card").Length);
        Assert.Equal(path + "?page=2", first.QuerySelector(".fr-pagination__link--next")!.GetAttribute("href"));
        var (_, second) = await application.GetPageAsync(path + "?page=2");
        Assert.NotEmpty(second.QuerySelectorAll(".mkt-card"));
        var (response, _) = await application.GetPageAsync(path + "?page=x");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Sitemap_ListsPublishedActionsOnly()
    {
        using var client = application.CreateClient();
        var xml = System.Xml.Linq.XDocument.Parse(await client.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken));
        var addresses = xml.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => new Uri(e.Value).AbsolutePath).ToList();
        Assert.Contains("/formations/" + SampleCatalogue.Kitchen, addresses);
        Assert.Contains("/classement", addresses);
        Assert.DoesNotContain("/formations/" + SampleCatalogue.Archived, addresses);
        Assert.Contains("Sitemap: http", await client.GetStringAsync("/robots.txt", TestContext.Current.CancellationToken));
    }
}
