using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

public sealed class AccessibilityTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    public static TheoryData<string> Paths => new(EveryPageTests.Pages.Select(row => row.Data.Item1));

    /// <summary>The narrow screen is 320 CSS pixels wide: what WCAG 1.4.10 asks for.</summary>
    [Theory, MemberData(nameof(Paths))]
    public async Task Page_Axe_FindsNothing_AndANarrowScreenDoesNotScrollSideways(string path)
    {
        var page = await application.KeptPageAsync();
        await page.GotoAsync(application.Address + path);
        await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        application.Back(page);
    }

    /// <summary>The check itself can fail: faults planted into a page are found, at once and by name.</summary>
    [Fact]
    public async Task Axe_OnAPageWithFaults_NamesThem()
    {
        var page = await application.KeptPageAsync();
        await page.GotoAsync(application.Address + "/aide");
        await page.EvaluateAsync("""
            () => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="/favicon.ico"><input><p class="planted">mots</p>')
            """);
        await page.EvaluateAsync(
            "() => { const p = document.querySelector('.planted'); p.style.color = '#aaa'; p.style.background = '#fff'; }");
        var found = await page.ViolationsAsync();
        foreach (var rule in new[] { "image-alt", "label", "color-contrast" })
            Assert.Contains(found, violation => violation.Contains($" {rule}: ", StringComparison.Ordinal));
        application.Back(page);
    }
}
