extern alias chaos;

using System.Text;
using chaos::Marketplace.Chaos.Uploads;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Uploads;
using Marketplace.ProviderSpace.Uploads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>A provider uploads a catalogue with mistakes, mends it on screen, publishes and takes it back; by keyboard alone.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class UploadJourneyTests(PrivateApplication application)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Catalogue_WithMistakes_IsMendedPublishedAndUndone_ByKeyboardAlone(bool javaScript)
    {
        var siret = (await application.ScalarAsync<string>(
            "SELECT max(siret) FROM organisation_siret WHERE organisation_id = @id", new { id = DemoPeople.OrganisationOf("provider") }))!;
        var editor = await application.OpenAsAsync(
            application.States["provider:catalogue-editor"], $"/organisations/{DemoPeople.OrganisationOf("provider")}", javaScript);
        await editor.EnterAsync("Importer un catalogue");
        await editor.ArriveAtAsync("**/imports");
        if (javaScript)
            await editor.AssertAccessibleAsync();
        await editor.TabToAsync("#fichier");
        await editor.Locator("#fichier").SetInputFilesAsync(new FilePayload
        {
            Name = "catalogue.csv", MimeType = "text/csv", Buffer = Broken(siret),
        });
        await editor.EnterAsync("Envoyer et contrôler");
        await editor.ArriveAtAsync("**/imports/*");
        await Expect(editor.GetByRole(AriaRole.Status)).ToContainTextAsync("Le fichier attend d’être lu");
        if (javaScript)
            await editor.AssertAccessibleAsync();
        await WorkAsync(editor, javaScript);
        await Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync("1 ligne (ligne 2)");
        if (javaScript)
            await editor.AssertAccessibleAsync();

        await editor.EnterAsync("1 ligne (ligne 2), code M304");
        await editor.ArriveAtAsync("**code=M304**");
        await editor.EnterAsync("Corriger la ligne 2");
        await editor.ArriveAtAsync("**/lignes/2");
        if (javaScript)
            await editor.AssertAccessibleAsync();
        await editor.TabToAsync("textarea[aria-describedby]");
        await editor.Keyboard.PressAsync("Control+A");
        await editor.Keyboard.TypeAsync("01/09/2027");
        await editor.EnterAsync("Enregistrer et contrôler de nouveau");
        await editor.ArriveAtAsync("**fait=corrige**");
        await WorkAsync(editor, javaScript);
        await Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync("2 nouvelles actions");

        await editor.EnterAsync("Voir les différences, champ par champ");
        await editor.ArriveAtAsync("**/differences");
        if (javaScript)
            await editor.AssertAccessibleAsync();
        await editor.GoBackAsync();
        await editor.EnterAsync("Publier tout le fichier");
        await Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync("Publication en cours");
        await WorkAsync(editor, javaScript);
        await Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync("Ce qui a changé");
        await editor.EnterAsync("Annuler la publication");
        await editor.ArriveAtAsync("**fait=annule**");
        await Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync("La publication est annulée");
        if (javaScript)
            await editor.AssertAccessibleAsync();
        await editor.Context.CloseAsync();
    }

    /// <summary>What the job does; a script shows the page anew by itself, somebody without one asks for it.</summary>
    private async Task WorkAsync(IPage page, bool javaScript)
    {
        await application.Services.GetRequiredService<UploadWork>().RunAsync(TestContext.Current.CancellationToken);
        if (javaScript)
            await Expect(page.Locator("[data-upload-status]")).ToHaveCountAsync(0);
        else
            await page.EnterAsync("Actualiser la page");
    }

    private static byte[] Broken(string siret)
    {
        var text = Encoding.UTF8.GetString(UploadScene.Csv(siret, UploadWorld.Offer("IMPORT")));
        var at = text.IndexOf(";01/09/2027;", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..at] + ";32/09/2027;" + text[(at + 12)..]);
    }
}
