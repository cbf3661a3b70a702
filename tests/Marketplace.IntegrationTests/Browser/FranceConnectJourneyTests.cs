using Marketplace.IntegrationTests.SignIn.Provider;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>A holder signs in through the identity provider and out again, by keyboard alone.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class FranceConnectJourneyTests(PrivateApplication application)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FranceConnect_InAndOut_ByKeyboardAlone(bool javaScript)
    {
        application.Provider.AskFirst = true;
        application.Provider.Person = TestPerson.Angela;
        var page = await application.OpenAsync("/", javaScript);
        await page.EnterAsync("Se connecter");
        await page.ArriveAtAsync("**/connexion");
        await page.EnterAsync("S’identifier avec FranceConnect");
        await page.ArriveAtAsync($"{application.Provider.Issuer}/authorize**");
        await page.EnterAsync("Continuer");
        await page.ArriveAtAsync("**/mon-compte");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("DUBOIS");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Votre identité est vérifiée.");

        await page.EnterAsync("Se déconnecter");
        await page.ArriveAtAsync("**/deconnexion/faite");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Vous êtes déconnecté");
        Assert.NotNull(application.Provider.LastLogout);
        await page.GotoAsync(application.Address + "/mon-compte");
        await page.ArriveAtAsync("**/connexion?retour=**");
        Assert.Empty(BrowserComplaints.Of(page));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task FranceConnect_Refused_LeadsBackToTheWaysIn()
    {
        application.Provider.AskFirst = true;
        var page = await application.OpenAsync("/connexion");
        await page.EnterAsync("S’identifier avec FranceConnect");
        await page.ArriveAtAsync($"{application.Provider.Issuer}/authorize**");
        await page.EnterAsync("Refuser");
        await page.ArriveAtAsync("**/connexion/refus?cause=cancelled");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Vous avez arrêté la connexion.");
        await page.EnterAsync("Se connecter");
        await page.ArriveAtAsync("**/connexion");
        await page.Context.CloseAsync();
    }

    /// <summary>The page between our sign-out and the provider's leads on by itself: it is looked at with the way on held back.</summary>
    [Fact]
    public async Task SigningOut_PageOnTheWay_IsAccessible()
    {
        application.Provider.AskFirst = false;
        application.Provider.Person = TestPerson.Angela;
        var page = await application.OpenAsync("/connexion/franceconnect");
        await page.ArriveAtAsync("**/mon-compte");
        // No content: the browser stays where it is.
        await page.RouteAsync("**/deconnexion/fournisseur", route => route.FulfillAsync(new() { Status = 204 }));
        await page.EnterAsync("Se déconnecter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Déconnexion");
        await page.AssertAccessibleAsync();
        await page.AssertStructureAsync();
        await page.UnrouteAllAsync();
        await page.EnterAsync("Continuer");
        await page.ArriveAtAsync("**/deconnexion/faite");
        await page.Context.CloseAsync();
    }
}
