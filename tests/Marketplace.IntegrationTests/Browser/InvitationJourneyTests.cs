using Marketplace.Demo;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>An access manager invites a colleague, who joins, and removes them again; by keyboard alone, without JavaScript too.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class InvitationJourneyTests(PrivateApplication application)
{
    private const string Invited = "funder.funder-staff@demo.example";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Member_InvitedJoinsAndIsRemoved_ByKeyboardAlone(bool javaScript)
    {
        var manager = await application.OpenAsAsync(application.States["certifier:access-manager"], "/espace", javaScript);
        await manager.EnterAsync("Certificateur de démonstration");
        await manager.ArriveAtAsync("**/organisations/*");
        await manager.EnterAsync("Membres et invitations");
        await manager.ArriveAtAsync("**/membres");
        await manager.WriteAsync("#email", Invited);
        await manager.TickAsync("#nouveau-certifier-staff");
        await manager.EnterAsync("Envoyer l’invitation");
        await Expect(manager.GetByRole(AriaRole.Status)).ToHaveTextAsync("L’invitation est envoyée.");
        await Expect(manager.GetByRole(AriaRole.Main)).ToContainTextAsync(Invited);

        var invited = await application.OpenAsAsync(application.States["funder:funder-staff"], "/dev/courriels", javaScript);
        await invited.Locator("main li", new() { HasText = Invited }).Locator("a").First.PressAsync("Enter");
        await invited.ArriveAtAsync("**/dev/courriels/*");
        await invited.GotoAsync((await invited.Locator("main a[href*='/invitations/']").First.GetAttributeAsync("href"))!);
        await invited.EnterAsync("Rejoindre Certificateur de démonstration");
        await invited.ArriveAtAsync("**/espace**");
        await Expect(invited.GetByRole(AriaRole.Main)).ToContainTextAsync("Certificateur de démonstration");

        await manager.ReloadAsync();
        await manager.EnterAsync("Retirer de l’organisation Personne de démonstration (Financeur)");
        await Expect(manager.GetByRole(AriaRole.Status)).ToHaveTextAsync("La personne ne fait plus partie de l’organisation.");
        await invited.ReloadAsync();
        await Expect(invited.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Certificateur de démonstration");
        var gone = await invited.GotoAsync($"{application.Address}/organisations/{DemoPeople.OrganisationOf("certifier")}");
        Assert.Equal(404, gone!.Status);
        await manager.Context.CloseAsync();
        await invited.Context.CloseAsync();
    }
}
