using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>An operator opens a holder's file, and the holder reads who did and why; by keyboard alone.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class HolderFileJourneyTests(PrivateApplication application)
{
    private const string Reason = "Réclamation ou recours";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HolderFile_OpenedWithAReason_IsSeenByTheHolder(bool javaScript)
    {
        // Somebody of the test's own: other tests look at the others' files.
        var person = javaScript ? "verified" : "refused";
        var staff = await application.OpenAsync("/dev", javaScript);
        await staff.TabToAsync("#person");
        await staff.Locator("#person").SelectOptionAsync("operator-support");
        await staff.TabToAsync(".mkt-form button");
        await staff.Keyboard.PressAsync("Enter");
        await staff.ArriveAtAsync("**/gestion");
        await staff.EnterAsync("Chercher un titulaire");
        await staff.ArriveAtAsync("**/gestion/titulaires");
        await staff.WriteAsync("#email", $"{person}@demo.example");
        await staff.EnterAsync("Chercher");
        await Expect(staff.GetByRole(AriaRole.Heading, new() { Name = "Résultat" })).ToBeVisibleAsync();
        await staff.TabToAsync($"a[href='/gestion/titulaires/{application.States[person]}']");
        await staff.Keyboard.PressAsync("Enter");
        await staff.ArriveAtAsync("**/gestion/motif/**");
        await staff.TabToAsync("#reason");
        await staff.Keyboard.TypeAsync("Réc");
        await staff.Keyboard.PressAsync("Enter");
        await staff.EnterAsync("Ouvrir le dossier");
        await staff.ArriveAtAsync("**/gestion/titulaires/*");
        await Expect(staff.GetByRole(AriaRole.Main)).ToContainTextAsync($"Motif de votre consultation : {Reason}.");
        Assert.Empty(BrowserComplaints.Of(staff));

        var holder = await application.OpenAsAsync(application.States[person], "/mon-compte", javaScript);
        await holder.EnterAsync("Qui a consulté mes données");
        await holder.ArriveAtAsync("**/mon-compte/consultations");
        await Expect(holder.GetByRole(AriaRole.Main)).ToContainTextAsync($"Motif : {Reason}");
        await Expect(holder.GetByRole(AriaRole.Main)).ToContainTextAsync("Gestionnaire : assistance");
        await staff.Context.CloseAsync();
        await holder.Context.CloseAsync();
    }
}
