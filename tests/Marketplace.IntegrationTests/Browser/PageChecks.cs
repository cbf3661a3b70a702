using AngleSharp.Html.Parser;
using Deque.AxeCore.Commons;
using Marketplace.IntegrationTests.Pages;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>What must hold of a page that a browser shows.</summary>
public static class PageChecks
{
    /// <summary>The rules' own script, handed to the browser past the page's policy, which lets no script of others in.</summary>
    internal static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// One run over the page, details of what is broken alone. (Deque's own package for Playwright runs the rules twice and
    /// opens a second window for the report, which took more of the suite's time than anything else.)
    /// </summary>
    private const string Violations = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .map(v => `${v.id}: ${v.help} ${v.nodes.map(n => n.html).join(' | ')}`)
        """;

    /// <summary>No rule of axe is broken, and the browser complained of nothing.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        Assert.Empty(await page.ViolationsAsync());
        Assert.Empty(BrowserComplaints.Of(page));
    }

    /// <summary>What breaks a rule of axe on the page, with the elements that do.</summary>
    public static async Task<string[]> ViolationsAsync(this IPage page)
    {
        // A kept page has it already.
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>(Violations);
        return [.. found.Select(violation => $"{page.Url} {violation}")];
    }

    /// <summary>The page is no wider than the window.</summary>
    public static async Task AssertFitsAsync(this IPage page, int width)
    {
        var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(needed <= width, $"{page.Url} is {needed} pixels wide.");
    }

    /// <summary>What the page's HTML must be, as it stands in the browser now.</summary>
    public static async Task AssertStructureAsync(this IPage page)
    {
        PageStructure.AssertSound(new HtmlParser().ParseDocument(await page.ContentAsync()));
    }

    /// <summary>The same of the page as it is served at the address shown, to whom it is shown: what there is without JavaScript.</summary>
    public static async Task AssertServedStructureAsync(this IPage page)
    {
        var served = await page.APIRequest.GetAsync(page.Url);
        PageStructure.AssertSound(new HtmlParser().ParseDocument(await served.TextAsync()));
    }
}
