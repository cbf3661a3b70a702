using Marketplace.IntegrationTests.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>The main journey: search « cuisine » around Lyon, filter by modality, open an action, back, page 2.</summary>
public sealed class JourneyTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journey_WithAndWithoutJavaScript_Works(bool javaScript)
    {
        var page = await application.OpenAsync("/", javaScript);
        await page.GetByLabel("Quelle formation ?").FillAsync("cuisine");
        await page.GetByLabel("Où ?").FillAsync("Lyon");
        await page.GetByLabel("Rayon").SelectOptionAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rechercher", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Formations « cuisine » autour de Lyon (69)");

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "En centre" }).CheckAsync(new() { Force = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Appliquer les filtres" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"{SampleCatalogue.CookingInPerson}\u00A0formations trouvées" }))
            .ToBeVisibleAsync();
        Assert.Contains("modality=in-person", page.Url);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Retirer le filtre En centre" })).ToBeVisibleAsync();

        var first = page.Locator(".mkt-card__title a").First;
        var title = (await first.TextContentAsync())!;
        await first.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sessions", Exact = true })).ToBeVisibleAsync();

        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Page suivante" }).ClickAsync();
        await page.ArriveAtAsync("**page=2*");
        await Expect(page.Locator(".mkt-card")).ToHaveCountAsync(SampleCatalogue.CookingInPerson - 20);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journey_ByKeyboardAlone_Works(bool javaScript)
    {
        var page = await application.OpenAsync("/", javaScript);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Contenu" })).ToBeFocusedAsync();
        await page.TabToAsync("#q");
        await page.Keyboard.TypeAsync("cuisine");
        await page.TabToAsync("#where");
        await page.Keyboard.TypeAsync("Lyon");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**near=69123*");

        await page.TabToAsync("#modality-in-person");
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync(".mkt-filters__apply");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**modality=in-person*");

        await page.TabToAsync(".mkt-card__title a");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**/formations/**");
        await page.GoBackAsync();
        await page.TabToAsync(".fr-pagination__link--next");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**page=2*");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Place_Suggestions_AreChosenByKeyboard()
    {
        var page = await application.OpenAsync("/recherche");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Où ?" });
        await field.PressSequentiallyAsync("villeurb");
        await Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Villeurbanne (69)");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", new System.Text.RegularExpressions.Regex(".+-0"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync("Villeurbanne (69)");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**near=69266*");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Place_WithNamesakes_WithoutJavaScript_IsChosenFromAList()
    {
        var page = await application.OpenAsync("/recherche?q=cuisine", javaScript: false);
        await page.GetByLabel("Où ?").FillAsync("Saint-Denis");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rechercher", Exact = true }).ClickAsync();
        await page.Locator("input[value='commune:97411']").CheckAsync(new() { Force = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les formations" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Formations « cuisine » autour de Saint-Denis (974)");
        await page.Context.CloseAsync();
    }
}
