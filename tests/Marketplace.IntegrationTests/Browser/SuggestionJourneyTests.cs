using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>The search field suggests while a visitor types, and says so to those who do not see the list.</summary>
public sealed partial class SuggestionJourneyTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    private const string Typed = "cuis";

    [Fact]
    public async Task Suggestions_DownAndEnter_AreAnnouncedAndPicked()
    {
        var page = await TypeAsync();
        var options = Options(page);
        var count = await options.CountAsync();
        await Expect(page.Locator(".mkt-search__what [role=status]"))
            .ToHaveTextAsync(count == 1 ? "1 proposition" : $"{count} propositions");
        await Expect(Field(page)).ToHaveAttributeAsync("aria-expanded", "true");
        await page.AssertAccessibleAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Field(page)).ToHaveAttributeAsync("aria-activedescendant", (await options.First.GetAttributeAsync("id"))!);
        var suggestion = await options.First.EvaluateAsync<string>("option => option.firstChild.textContent");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Field(page)).ToHaveValueAsync(suggestion);
        await AssertClosedAsync(page);

        // The field keeps the focus: a second Enter searches.
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(Results());
        await Expect(Field(page)).ToHaveValueAsync(suggestion);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Suggestions_Escape_ClosesAndKeepsWhatWasTyped()
    {
        var page = await TypeAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Escape");
        await AssertClosedAsync(page);
        await Expect(Field(page)).ToHaveValueAsync(Typed);
        await Expect(Field(page)).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Options(page).First).ToHaveAttributeAsync("aria-selected", "true");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Suggestions_NothingBeginsSo_IsAnnounced()
    {
        var page = await application.OpenAsync("/");
        await page.WriteAsync("#q", "zzzzq");
        await Expect(page.Locator(".mkt-search__what [role=status]")).ToHaveTextAsync("Aucune proposition");
        await AssertClosedAsync(page);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> TypeAsync()
    {
        var page = await application.OpenAsync("/");
        await page.WriteAsync("#q", Typed);
        await Expect(Options(page).First).ToBeVisibleAsync();
        return page;
    }

    private static async Task AssertClosedAsync(IPage page)
    {
        await Expect(Field(page)).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Options(page)).ToHaveCountAsync(0);
    }

    /// <summary>Those that show: a closed list has none.</summary>
    private static ILocator Options(IPage page) =>
        page.GetByRole(AriaRole.Listbox, new() { Name = "Propositions de recherche" }).GetByRole(AriaRole.Option);

    private static ILocator Field(IPage page) => page.Locator("#q");

    [GeneratedRegex(@"/recherche\?q=.")]
    private static partial Regex Results();
}
