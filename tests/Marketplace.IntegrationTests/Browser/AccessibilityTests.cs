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
        await page.AssertAccessibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>320 CSS pixels: what WCAG 1.4.10 asks for.</summary>
    [Theory, MemberData(nameof(Paths))]
    public async Task Page_NarrowScreen_DoesNotScrollSideways(string path)
    {
        var page = await application.OpenAsync(path, width: 320);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }
}
