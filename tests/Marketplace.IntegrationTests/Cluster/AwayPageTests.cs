using System.Net;
using System.Text.Json;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
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
        using var visitor = new Visitor(application);
        var answer = await visitor.GetAsync(path);
        Assert.Equal(status, answer.Status);
        PageStructure.AssertSound(answer.Page);
        var page = await application.KeptPageAsync(width: 320);
        await page.GotoAsync(application.Address + path);
        await page.AssertFitsAsync(320);
        await page.AssertAccessibleAsync();
        application.Back(page);
    }

    [Fact]
    public async Task Search_Away_KeepsWhatWasTypedAndSaysWhenToTryAgain()
    {
        using var visitor = new Visitor(application);
        var answer = await visitor.GetAsync("/recherche?q=cuisine&near=69123&radius=20&modality=in-person");
        var page = answer.Page;
        Assert.Equal("30", answer.Header("Retry-After"));
        Assert.Equal("La recherche est momentanément indisponible", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("cuisine", page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Equal("Lyon (69)", page.QuerySelector("#where")!.GetAttribute("value"));
        Assert.Equal("in-person", page.QuerySelector("#recherche input[name=modality]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("main a[href='/recherche?q=cuisine&near=69123&radius=20&modality=in-person']"));
        Assert.NotNull(page.QuerySelector("main a[href='/mes-favoris']"));
    }

    [Fact]
    public async Task Api_Away_IsAProblemDocumentWithRetryAfter()
    {
        using var visitor = new Visitor(application);
        var answer = await visitor.GetAsync("/api/v1/actions?q=cuisine");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("30", answer.Header("Retry-After"));
        using var problem = JsonDocument.Parse(answer.Html);
        Assert.Equal(503, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/api/v1/suggestions?q=cuis")).Status);
    }

    [Fact]
    public async Task Lists_Away_SayThatTheyAreMissing()
    {
        using var visitor = new Visitor(application);
        foreach (var path in new[] { "/organismes/" + SampleCatalogue.Siret, "/certifications/RNCP38430" })
        {
            var text = (await visitor.GetAsync(path)).Text;
            Assert.Contains("La liste ne peut pas être affichée pour le moment", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Aucune formation", text, StringComparison.Ordinal);
        }
    }
}
