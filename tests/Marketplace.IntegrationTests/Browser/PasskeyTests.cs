using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Passkeys with the authenticator that Chromium plays itself.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class PasskeyTests(PrivateApplication application)
{
    [Fact]
    public async Task Passkey_AddedUsedAndRemoved()
    {
        var page = await OpenAsync();
        await AddKeyAsync(page, "Mon téléphone");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("La clé d’accès est ajoutée.");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Mon téléphone");
        await page.AssertAccessibleAsync();

        await page.EnterAsync("Se déconnecter");
        await page.ArriveAtAsync("**/deconnexion/faite");
        await page.GotoAsync(application.LocalAddress + "/connexion/compte?retour=/mon-compte/securite");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Utiliser une clé d’accès");
        await page.ArriveAtAsync("**/mon-compte/securite");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Connexion par clé d’accès");

        await page.EnterAsync("Retirer la clé Mon téléphone");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("La clé d’accès est retirée.");
        await page.EnterAsync("Se déconnecter");
        await page.ArriveAtAsync("**/deconnexion/faite");
        await page.GotoAsync(application.LocalAddress + "/connexion/compte");
        await page.EnterAsync("Utiliser une clé d’accès");
        await page.ArriveAtAsync("**/connexion/refus");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Passkey_RefusedByTheDevice_SaysSo()
    {
        var page = await OpenAsync(verifies: false);
        await AddKeyAsync(page, "Mon téléphone");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("La clé d’accès n’a pas pu être créée. Recommencez.");
        await page.AssertAccessibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>The security page of a holder who signs in here, in a browser with an authenticator.</summary>
    private async Task<IPage> OpenAsync(bool verifies = true)
    {
        var page = await application.WindowAsync();
        var protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("WebAuthn.enable");
        await protocol.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = verifies,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync(application.LocalAddress + "/dev");
        await page.Locator("#person").SelectOptionAsync("holder-declared");
        await page.Locator(".mkt-form button").First.ClickAsync();
        await page.ArriveAtAsync("**/mon-compte");
        await page.EnterAsync("Connexion et appareils");
        await page.ArriveAtAsync("**/mon-compte/securite");
        return page;
    }

    private static async Task AddKeyAsync(IPage page, string name)
    {
        await page.WriteAsync("#name", name);
        await page.EnterAsync("Ajouter une clé d’accès");
    }
}
