using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Search;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>The sample catalogue, and a search engine that is away.</summary>
public sealed class AwayApplication : BrowserApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<ISearchIndex>(new AwayIndex()));
    }

    protected override Task WaitUntilSearchableAsync() => Task.CompletedTask;
}

/// <summary>What visitors see while the search engine is away.</summary>
public sealed class AwayPageTests(AwayApplication application) : IClassFixture<AwayApplication>
{
    public static TheoryData<string, HttpStatusCode> Pages => new()
    {
        { "/", HttpStatusCode.OK },
        { "/recherche", HttpStatusCode.ServiceUnavailable },
        { "/recherche?q=cuisine&near=69123&radius=20&modality=in-person", HttpStatusCode.ServiceUnavailable },
        { "/recherche?q=cuisine&vue=carte", HttpStatusCode.ServiceUnavailable },
        { "/recherche?where=Nulleparville", HttpStatusCode.ServiceUnavailable },
        { "/formations/" + SampleCatalogue.Kitchen, HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Past, HttpStatusCode.OK },
        { "/formations/" + SampleCatalogue.Archived, HttpStatusCode.Gone },
        { "/organismes/" + SampleCatalogue.Siret, HttpStatusCode.OK },
        { "/certifications/RNCP38430", HttpStatusCode.OK },
        { "/comparer?ids=" + SampleCatalogue.Kitchen, HttpStatusCode.OK },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Away_IsWholeAndAccessible(string path, HttpStatusCode status)
    {
        var (response, html) = await application.GetPageAsync(path);
        Assert.Equal(status, response.StatusCode);
        PageStructure.AssertFrame(html);
        PageStructure.AssertLabels(html);
        PageStructure.AssertIds(html);
        PageStructure.AssertNothingInline(html);
        var page = await application.OpenAsync(path, width: 320);
        await page.AssertFitsAsync(320);
        await page.AssertAccessibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Search_Away_KeepsWhatWasTypedAndSaysWhenToTryAgain()
    {
        var (response, page) = await application.GetPageAsync("/recherche?q=cuisine&near=69123&radius=20&modality=in-person");
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        Assert.Equal("La recherche est momentanément indisponible", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("cuisine", page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Equal("Lyon", page.QuerySelector("#where")!.GetAttribute("value"));
        Assert.Equal("in-person", page.QuerySelector("#recherche input[name=modality]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("main a[href='/recherche?q=cuisine&near=69123&radius=20&modality=in-person']"));
        Assert.NotNull(page.QuerySelector("main a[href='/mes-favoris']"));
    }

    [Fact]
    public async Task Api_Away_IsAProblemDocumentWithRetryAfter()
    {
        using var client = application.CreateClient();
        var response = await client.GetAsync("/api/v1/actions?q=cuisine", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        Assert.Equal(503, (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("status").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/suggestions?q=cuis", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Lists_Away_SayThatTheyAreMissing()
    {
        foreach (var path in new[] { "/organismes/" + SampleCatalogue.Siret, "/certifications/RNCP38430" })
        {
            var (_, page) = await application.GetPageAsync(path);
            Assert.Contains("La liste ne peut pas être affichée pour le moment", page.Body!.TextContent);
            Assert.DoesNotContain("Aucune formation", page.Body.TextContent);
        }
    }
}
