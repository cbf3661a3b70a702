using System.Net;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>What must hold on every page.</summary>
public sealed class EveryPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    /// <summary>Addresses of all kinds of pages, with the status that each answers.</summary>
    public static TheoryData<string, HttpStatusCode> Pages => new()
    {
        { "/", HttpStatusCode.OK },
        { "/recherche", HttpStatusCode.OK },
        { "/recherche?q=cuisine&near=69123&radius=30&modality=in-person&utm_source=lettre", HttpStatusCode.OK },
        { "/recherche?q=introuvablissime&exact=true", HttpStatusCode.OK },
        { "/recherche?vue=carte", HttpStatusCode.OK },
        { "/recherche?q=cuisine&near=69123&vue=carte", HttpStatusCode.OK },
        { "/recherche?q=introuvablissime&exact=true&vue=carte", HttpStatusCode.OK },
        { "/recherche?where=Saint-Denis", HttpStatusCode.OK },
        { "/recherche?where=Nulleparville", HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Kitchen, HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Blended, HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Hostile, HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Past, HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Archived, HttpStatusCode.Gone },
        { "/formations/inconnue", HttpStatusCode.NotFound },
        { "/comparer", HttpStatusCode.OK },
        { "/comparer?ids=" + string.Join(
        ',', SampleCatalogue.Kitchen, SampleCatalogue.Blended, SampleCatalogue.Hostile, SampleCatalogue.Past), HttpStatusCode.OK },
        { "/organismes/" + SampleCatalogue.Siret, HttpStatusCode.OK },
        { "/organismes/00000000000000", HttpStatusCode.NotFound },
        { "/certifications/RNCP38430", HttpStatusCode.OK },
        { "/certifications/RNCP0", HttpStatusCode.NotFound },
        { "/aide", HttpStatusCode.OK },
        { "/classement", HttpStatusCode.OK },
        { "/regles", HttpStatusCode.OK },
        { "/simulateur", HttpStatusCode.OK },
        { "/annulation", HttpStatusCode.OK },
        { "/simulateur?prix=600.6&formation=rs", HttpStatusCode.OK },
        { "/accessibilite", HttpStatusCode.OK },
        { "/mentions-legales", HttpStatusCode.OK },
        { "/donnees-personnelles", HttpStatusCode.OK },
        { "/conditions", HttpStatusCode.OK },
        { "/plan-du-site", HttpStatusCode.OK },
        { "/statistiques", HttpStatusCode.OK },
        { "/statistiques/donnees-ouvertes", HttpStatusCode.OK },
        { "/dev/courriels", HttpStatusCode.OK },
        { "/nulle-part", HttpStatusCode.NotFound },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Structure_IsSoundAndFitsTheContentSecurityPolicy(string path, HttpStatusCode status)
    {
        var (response, page) = await application.GetPageAsync(path);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy);
        PageStructure.AssertSound(page);
    }

    [Fact]
    public async Task Page_Head_AnswersAsGet()
    {
        using var client = application.CreateClient();
        var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/aide"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Assets_ThatPagesName_Exist()
    {
        var (_, page) = await application.GetPageAsync("/");
        using var client = application.CreateClient();
        var addresses = page.QuerySelectorAll("link[href^='/'][rel~=stylesheet], link[rel=icon]").Select(l => l.GetAttribute("href"))
            .Concat(page.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")));
        foreach (var address in addresses)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
    }
}
