using System.Net;
using AngleSharp.Html.Parser;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Mailing;

public sealed class CaughtMailPagesTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Mail_InDevelopment_IsKeptAndShown()
    {
        using var client = application.CreateClient();
        var id = await application.QueueAsync("zoe@exemple.fr");
        await application.UntilAsync(id, "sent_at IS NOT NULL AND payload IS NOT NULL");

        var list = await ReadAsync(client, "/dev/courriels");
        var link = list.QuerySelector($"a[href='/dev/courriels/{id}']")!;
        Assert.Equal("Choisissez un nouveau mot de passe", link.TextContent);
        Assert.Contains("zoe@exemple.fr", link.ParentElement!.TextContent);

        var mail = await ReadAsync(client, $"/dev/courriels/{id}");
        Assert.Equal("Choisissez un nouveau mot de passe", mail.QuerySelector("h1")!.TextContent);
        Assert.Contains("zoe@exemple.fr", mail.Body!.TextContent);
        Assert.NotNull(mail.QuerySelector($"a[href='{MailSamples.Link}']"));
        var sources = mail.QuerySelectorAll("pre");
        Assert.Contains("1er août 2027 à 9 h 05", sources[0].TextContent);
        Assert.Contains("<html lang=\"fr\">", sources[1].TextContent);
    }

    [Fact]
    public async Task Mail_Unknown_IsNotFound()
    {
        using var client = application.CreateClient();
        using var answer = await client.GetAsync($"/dev/courriels/{Guid.NewGuid()}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(HttpClient client, string path) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
}

public sealed class CaughtMailPagesInProductionTests(ProductionApplication application) : IClassFixture<ProductionApplication>
{
    [Fact]
    public async Task Pages_InProduction_DoNotExistAndMailsWait()
    {
        using var client = application.CreateClient();
        var id = await application.QueueAsync("zoe@exemple.fr");
        foreach (var path in new[] { "/dev/courriels", $"/dev/courriels/{id}" })
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        await application.UntilAsync(id, "attempts = 0 AND sent_at IS NULL AND payload IS NOT NULL");
    }
}

public sealed class CaughtMailPagesBrowserTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    [Fact]
    public async Task Mail_AxeAndNarrowScreen_FindNothing()
    {
        var id = await application.QueueAsync("zoe@exemple.fr", "invitation");
        await application.UntilAsync(id, "sent_at IS NOT NULL");
        foreach (var path in new[] { "/dev/courriels", $"/dev/courriels/{id}" })
        {
            var page = await application.KeptPageAsync(width: 320);
            await page.GotoAsync(application.Address + path);
            await page.AssertAccessibleAsync();
            await page.AssertFitsAsync(320);
            application.Back(page);
        }
    }
}
