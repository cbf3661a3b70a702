using Microsoft.Playwright;
using OtpNet;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>An account without FranceConnect+, from the first e-mail to the second sign-in, by keyboard alone.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class LocalAccountJourneyTests(PrivateApplication application)
{
    private const string Password = "girafe-nuage-piano-tournevis";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LocalAccount_FromSignUpToSecondSignIn_ByKeyboardAlone(bool javaScript)
    {
        var email = $"zoe-{javaScript}@demo.example".ToLowerInvariant();
        var page = await application.OpenAsync("/", javaScript);
        await page.EnterAsync("Se connecter");
        await page.ArriveAtAsync("**/connexion");
        await page.EnterAsync("Créer un compte");
        await page.ArriveAtAsync("**/connexion/inscription");
        await page.WriteAsync("#email", email);
        await page.EnterAsync("Recevoir le lien");
        await Expect(Title(page)).ToHaveTextAsync("Consultez votre messagerie");
        await page.AssertStructureAsync();

        await page.GotoAsync(await LinkInMailAsync(page, email));
        await page.WriteAsync("#password", Password);
        await page.EnterAsync("Continuer");
        await page.ArriveAtAsync("**/connexion/second-facteur");
        var key = (await page.Locator(".mkt-code").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await page.WriteAsync("#code", new Totp(Base32Encoding.ToBytes(key)).ComputeTotp());
        await page.EnterAsync("Continuer");
        await Expect(Title(page)).ToHaveTextAsync("Codes de secours");
        await page.AssertStructureAsync();
        if (javaScript)
            await page.AssertAccessibleAsync();
        var recovery = await page.Locator("main .mkt-code").AllTextContentsAsync();
        Assert.Equal(10, recovery.Count);
        await page.EnterAsync("J’ai noté mes codes");
        await page.ArriveAtAsync("**/mon-compte");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Votre identité est à déclarer.");

        await page.EnterAsync("Se déconnecter");
        await page.ArriveAtAsync("**/deconnexion/faite");
        await page.EnterAsync("Se connecter");
        await page.ArriveAtAsync("**/connexion");
        await page.EnterAsync("Se connecter avec une adresse électronique");
        await page.ArriveAtAsync("**/connexion/compte");
        await page.WriteAsync("#email", email);
        await page.WriteAsync("#password", Password);
        await page.EnterAsync("Continuer");
        await page.ArriveAtAsync("**/connexion/code");
        // A code serves once and the next one is half a minute away: a recovery code stands in.
        await page.WriteAsync("#code", recovery[0]);
        await page.TabToAsync("form .fr-btn:not(.fr-btn--sm)");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**/mon-compte");
        Assert.Empty(BrowserComplaints.Of(page));
        await page.Context.CloseAsync();
    }

    private static ILocator Title(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private async Task<string> LinkInMailAsync(IPage page, string email)
    {
        await page.GotoAsync(application.Address + "/dev/courriels");
        await page.Locator("main li", new() { HasText = email }).Locator("a").First.PressAsync("Enter");
        await page.ArriveAtAsync("**/dev/courriels/*");
        return (await page.Locator("main a[href*='/connexion/activer/']").First.GetAttributeAsync("href"))!;
    }
}
