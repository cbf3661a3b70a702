using Marketplace.IntegrationTests.SavedSearches;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>A learner saves a search, a day passes, the digest comes, its link ends the alerts.</summary>
public sealed class AlertJourneyTests(AlertsApplication application) : IClassFixture<AlertsApplication>
{
    [Fact]
    public async Task SavedSearch_DigestAndUnsubscribe_ByKeyboardWithoutJavaScript()
    {
        var page = await application.OpenAsync("/dev", javaScript: false);
        await page.Locator("#person").SelectOptionAsync("holder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter", Exact = true }).ClickAsync();
        await page.GotoAsync(application.Address + "/recherche?q=apiculture&near=69123");
        await page.EnterAsync("Enregistrer cette recherche et recevoir les nouveautés");
        await Expect(page.GetByText("« apiculture » ; Lyon (69) : 30 km")).ToBeVisibleAsync();
        await page.TabToAsync("#nom");
        await page.Keyboard.TypeAsync("Abeilles");
        await page.EnterAsync("Enregistrer");
        await Expect(page.GetByText("La recherche est enregistrée.")).ToBeVisibleAsync();

        await application.PublishAsync("Apiculture au jardin");
        await application.PassDayAsync();
        await page.GotoAsync(application.Address + "/dev/courriels");
        await page.GetByRole(AriaRole.Link, new() { Name = "1\u00A0nouvelle formation pour vos recherches" }).First.ClickAsync();
        await Expect(page.Locator("pre").First).ToContainTextAsync("Apiculture au jardin");
        var link = await page.Locator("a[href*='/desabonnement/']").First.GetAttributeAsync("href");

        // Another browser, where nobody is signed in.
        var other = await application.WindowAsync();
        await other.GotoAsync(link!);
        await other.AssertAccessibleAsync();
        await other.EnterAsync("Arrêter toutes mes alertes");
        await Expect(other.GetByText("Vous ne recevrez plus d’alerte par courriel.")).ToBeVisibleAsync();
        await other.AssertAccessibleAsync();
        await page.GotoAsync(application.Address + "/mes-recherches");
        await Expect(page.GetByText("Sans alerte.")).ToBeVisibleAsync();
        await other.Context.CloseAsync();
        await page.Context.CloseAsync();
    }
}
