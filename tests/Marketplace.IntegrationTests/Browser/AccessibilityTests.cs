using Deque.AxeCore.Playwright;
using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

public sealed class AccessibilityTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    public static TheoryData<string> Paths => new(EveryPageTests.Pages.Select(row => row.Data.Item1));

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_Axe_FindsNothing(string path)
    {
        var page = await application.OpenAsync(path);
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
        Assert.DoesNotContain(errors, e => e.Contains("Content Security Policy", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    /// <summary>320 CSS pixels: what WCAG 1.4.10 asks for.</summary>
    [Theory, MemberData(nameof(Paths))]
    public async Task Page_NarrowScreen_DoesNotScrollSideways(string path)
    {
        var page = await application.OpenAsync(path, width: 320);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= 320, $"{path} is {width} pixels wide.");
        await page.Context.CloseAsync();
    }
}
