using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>An access manager makes, renews and revokes a key, tries the sandbox and says where events go; by keyboard alone.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class ProgramJourneyTests(PrivateApplication application)
{
    [Fact]
    public async Task KeysAndWebhooks_MadeRenewedAndEnded_ByKeyboardAlone()
    {
        var page = await application.OpenAsAsync(
            application.States["provider:access-manager"], application.States.Path("/organisations/{provider}"));
        await page.EnterAsync("Clés d’accès à l’API");
        await page.ArriveAtAsync("**/api");
        await page.WriteAsync("#name", "Logiciel");
        await page.TabToAsync("#siret");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.TickAsync("#scopes-bookings");
        await page.EnterAsync("Créer la clé");
        await Expect(page.Locator(".mkt-code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^mks_"));
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Renouveler la clé Logiciel");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Remplacée : elle sert encore");
        await page.EnterAsync("Révoquer la clé Logiciel");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("La clé est révoquée");
        await page.TabToAsync("form[action$='bac-a-sable'] button");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Une demande d’inscription d’essai");

        await page.GotoAsync(application.Address + application.States.Path("/of/{provider}/webhooks"));
        await page.TabToAsync("#siret");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.WriteAsync("#url", "http://logiciel.example/");
        await page.TickAsync("#events-booking");
        await page.EnterAsync("Ajouter le webhook");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Seule une adresse en https est acceptée.");
        await page.AssertAccessibleAsync();
        await page.TabToAsync("#url");
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync("https://journal.example/evenements");
        await page.EnterAsync("Ajouter le webhook");
        await Expect(page.Locator(".mkt-code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^whsec_"));
        await page.EnterAsync("https://journal.example/evenements");
        await page.ArriveAtAsync("**/webhooks/*");
        await page.EnterAsync("Renouveler le secret");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Le secret est renouvelé");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Arrêter");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Arrêté");
        await page.EnterAsync("Supprimer");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Le webhook est supprimé");
        await page.Context.CloseAsync();
    }
}
