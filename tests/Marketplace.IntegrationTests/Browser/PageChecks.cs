using AngleSharp.Html.Parser;
using Deque.AxeCore.Playwright;
using Marketplace.IntegrationTests.Pages;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>What must hold of a page that a browser shows.</summary>
public static class PageChecks
{
    /// <summary>No rule of axe is broken, and the browser complained of nothing.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => $"{page.Url} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
        Assert.Empty(BrowserComplaints.Of(page));
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
        var html = new HtmlParser().ParseDocument(await page.ContentAsync());
        PageStructure.AssertFrame(html);
        PageStructure.AssertLabels(html);
        PageStructure.AssertIds(html);
        PageStructure.AssertNothingInline(html);
    }
}
