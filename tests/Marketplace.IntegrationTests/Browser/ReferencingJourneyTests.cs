using Marketplace.IntegrationTests.Referencing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// Somebody without organisation asks for their provider to be referenced, an operator finds it complete and accepts, and the organisation
/// is there; by keyboard alone.
/// </summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class ReferencingJourneyTests(PrivateApplication application)
{
    [Fact]
    public async Task Provider_AppliesAndIsAccepted_ByKeyboardAlone()
    {
        var person = await Applicant.MakeAsync(application);
        var siret = Applicant.SiretNumber(70_001);
        var page = await application.OpenAsAsync(person.Account, "/espace");
        await page.EnterAsync("Demandez son référencement");
        await page.ArriveAtAsync("**/referencement");
        await page.EnterAsync("Commencer une demande");
        await page.ArriveAtAsync("**/etapes/organisme");
        await page.AssertAccessibleAsync();
        await page.WriteAsync("#siret", siret);
        await page.WriteAsync("#denomination", "Centre du clavier");
        await page.WriteAsync("#forme", "Soc");
        await page.WriteAsync("#adresse", "1 rue de Marseille");
        await page.WriteAsync("#codePostal", "69007");
        await page.WriteAsync("#ville", "Lyon");
        await page.WriteAsync("#contact", "Camille EXEMPLE");
        await page.WriteAsync("#courriel", person.Email);
        await page.EnterAsync("Enregistrer et continuer");
        await page.ArriveAtAsync("**/etapes/activite");
        await page.WriteAsync("#nda", "84 69 12345 69");
        await page.TickAsync("#bilan-oui");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Enregistrer et continuer");
        await page.ArriveAtAsync("**/etapes/qualite");
        await page.TickAsync("#actions-training");
        await page.WriteAsync("#certificateur", "Certificateur");
        await page.WriteAsync("#fin", "12122099");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Enregistrer et continuer");
        await page.ArriveAtAsync("**/etapes/habilitations");
        await page.TickAsync("#aucune-oui");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Enregistrer et continuer");
        await page.ArriveAtAsync("**/etapes/sous-traitance");
        await page.TickAsync("#sousTraitance-oui");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Enregistrer et continuer");
        await page.ArriveAtAsync("**/etapes/pieces");
        foreach (var kind in new[] { "Extrait", "Pièce d", "Attest", "Certif" })
        {
            await page.WriteAsync("#nature", kind);
            await page.SetInputFilesAsync(
                "#piece", new FilePayload { Name = "piece.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });
            await page.EnterAsync("Ajouter la pièce");
            await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("C’est ajouté.");
            await page.GotoAsync(application.Address + "/referencement/etapes/pieces");
        }
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Continuer");
        await page.ArriveAtAsync("**/etapes/depot");
        await page.TickAsync("#attestations-impots");
        await page.TickAsync("#attestations-conditions");
        await page.AssertAccessibleAsync();
        await page.EnterAsync("Enregistrer et continuer");
        await page.ArriveAtAsync("**/referencement?fait=enregistre");
        await page.EnterAsync("Déposer la demande");
        await page.ArriveAtAsync("**/referencement?fait=depose");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Décision au plus tard le");
        await page.AssertAccessibleAsync();

        var desk = await application.OpenAsAsync(application.States["operator-moderation"], "/gestion/referencements");
        await desk.EnterAsync("Centre du clavier");
        await desk.ArriveAtAsync("**/gestion/referencements/*");
        await desk.AssertAccessibleAsync();
        await desk.EnterAsync("Déclarer complète");
        await Expect(desk.GetByRole(AriaRole.Status)).ToContainTextAsync("La décision est enregistrée");
        await desk.WriteAsync("#motif", "Tout est en ordre.");
        await desk.EnterAsync("Référencer l’organisme");
        await Expect(desk.GetByRole(AriaRole.Main)).ToContainTextAsync("Organisme référencé");
        await desk.AssertAccessibleAsync();

        await page.ReloadAsync();
        await page.EnterAsync("Ouvrir l’espace de l’organisme");
        await page.ArriveAtAsync("**/organisations/*");
        await page.EnterAsync("Tableau de bord");
        await page.ArriveAtAsync("**/of/*");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Centre du clavier");
        await page.AssertAccessibleAsync();
        await page.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }
}
