using Marketplace.IntegrationTests.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>From the list to the map and into a zone, by keyboard.</summary>
public sealed class MapJourneyTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Map_ByKeyboard_NarrowsTheSearch(bool javaScript)
    {
        var page = await application.OpenAsync("/recherche?q=cuisine", javaScript);
        await page.EnterAsync("Carte");
        await page.ArriveAtAsync("**vue=carte");
        await Expect(page.Locator(".mkt-map__drawing")).ToBeVisibleAsync();
        await page.TabToAsync("a.mkt-map__zone");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**bbox=4.8,45.6,6,46.4&vue=carte");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Retirer le filtre Zone de la carte" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"{SampleCatalogue.CookingInPerson + 1}\u00A0formations trouvées" }))
            .ToBeVisibleAsync();

        await page.EnterAsync("Nombre de formations par zone");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Autour de Lyon" })).ToBeVisibleAsync();
        if (javaScript)
            await page.AssertAccessibleAsync();
        await page.EnterAsync("Voir toute la France");
        await page.ArriveAtAsync("**/recherche?q=cuisine&vue=carte");
        await page.Context.CloseAsync();
    }
}
