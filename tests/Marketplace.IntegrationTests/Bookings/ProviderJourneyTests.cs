using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>
/// A provider from the request to the end of the training, by keyboard alone, with and without JavaScript; attendance on a phone.
/// </summary>
public sealed class ProviderJourneyTests(ProviderJourneyTests.Site site) : IClassFixture<ProviderJourneyTests.Site>
{
    private const int Phone = 390;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_AnswersAndDeclares_ByKeyboardAlone(bool javaScript)
    {
        var id = await site.RequestAsync();
        var number = BookingNumber.Text((await site.RowAsync(id)).Number);
        var page = await site.OpenAsync(site.Staff.Id, site.Inbox, javaScript);
        await CheckAsync(page, javaScript);
        await page.EnterAsync(number);
        await page.ArriveAtAsync($"**/inscriptions/{id}");
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Accuser réception");
        await SaysAsync(page, "L’accusé de réception est envoyé");
        await page.EnterAsync("Faire une proposition");
        await page.ArriveAtAsync("**/proposer");
        await CheckAsync(page, javaScript);
        await page.WriteAsync("#message", "À bientôt !");
        await page.EnterAsync("Envoyer la proposition");
        await SaysAsync(page, "La proposition est envoyée à la personne.");

        await site.AcceptAsync(id);
        await site.ExecuteAsync(id, "accepted_on = accepted_on - 30, starts = @today, ends = @today");
        await page.ReloadAsync();
        await page.EnterAsync("Déclarer l’entrée en formation");
        await page.ArriveAtAsync("**/entree");
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Déclarer l’entrée");
        await SaysAsync(page, "L’entrée en formation est déclarée.");
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Reprendre la déclaration d’entrée");
        await SaysAsync(page, "La déclaration d’entrée est reprise.");
        await page.EnterAsync("Déclarer l’entrée en formation");
        await page.ArriveAtAsync("**/entree");
        await page.EnterAsync("Déclarer l’entrée");
        await SaysAsync(page, "L’entrée en formation est déclarée.");

        await page.EnterAsync("Déclarer la sortie de formation");
        await page.ArriveAtAsync("**/sortie");
        await page.TickAsync("#motif-total");
        await page.EnterAsync("Estimer le montant de la facture");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Montant de la facture, estimé");
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Déclarer la sortie");
        await SaysAsync(page, "La sortie et le service fait sont déclarés.");
        await CheckAsync(page, javaScript);
        Assert.Equal(BookingProcess.ServiceDeclared, await site.StateAsync(id));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Attendance_OnTwoPhones_IsConfirmedByBoth()
    {
        var id = await site.AcceptedAsync();
        await site.ExecuteAsync(id, "accepted_on = accepted_on - 30, starts = @today, ends = @today");
        await site.Service<Marketplace.Bookings.Training.Entries>().DeclareAsync(
            DossierKey.OfService(id), null, site.Today, site.StaffActor, ProviderApplication.Stop);
        var trainer = await site.OpenAsync(site.Staff.Id, $"{site.Inbox}/{id}/presence", true, Phone);
        await CheckAsync(trainer, true, Phone);
        await trainer.TickAsync("#demi-journee-morning");
        await trainer.TickAsync("#chome-oui");
        await trainer.EnterAsync("Ouvrir la demi-journée");
        await SaysAsync(trainer, "La demi-journée est ouverte");
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Présent" }).ClickAsync();
        await SaysAsync(trainer, "C’est enregistré.");
        await CheckAsync(trainer, true, Phone);

        var learner = await site.OpenAsync(await site.AccountOfAsync(id), "/presence", true, Phone);
        await learner.ArriveAtAsync($"**/inscriptions/{id}/presence");
        await CheckAsync(learner, true, Phone);
        await learner.GetByRole(AriaRole.Button, new() { Name = "J’étais présent" }).ClickAsync();
        await SaysAsync(learner, "C’est enregistré, merci.");
        await Expect(learner.GetByRole(AriaRole.Main)).ToContainTextAsync("Suivie");
        await trainer.Context.CloseAsync();
        await learner.Context.CloseAsync();
    }

    [Fact]
    public async Task Desk_AndAnOpenedDossier_AreAccessibleOnANarrowScreen()
    {
        var id = await site.AcceptedAsync();
        (await Visitor.SignedInAsync(site, "operator-control")).Dispose();
        var page = await site.OpenAsync(PersonBrowser.Demo("operator-control"), "/gestion/inscriptions", true, Phone);
        await page.WriteAsync("#q", BookingNumber.Text((await site.RowAsync(id)).Number));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("1 dossier.", new() { UseInnerText = true });
        await CheckAsync(page, true, Phone);
        await page.EnterAsync(BookingNumber.Text((await site.RowAsync(id)).Number));
        await page.ArriveAtAsync("**/gestion/motif/**");
        await page.SelectOptionAsync("#reason", new SelectOptionValue { Index = 1 });
        await page.Locator("main form button").ClickAsync();
        await page.ArriveAtAsync($"**/{id}");
        await CheckAsync(page, true, Phone);
        await page.Context.CloseAsync();
    }

    private static Task SaysAsync(IPage page, string sentence) =>
        Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync(sentence);

    /// <summary>Sound, and accessible where the rules can be asked.</summary>
    private static async Task CheckAsync(IPage page, bool javaScript, int? width = null)
    {
        await page.AssertStructureAsync();
        if (javaScript)
            await page.AssertAccessibleAsync();
        if (width is { } pixels)
            await page.AssertFitsAsync(pixels);
    }

    /// <summary>The provider's world on a real port.</summary>
    public class Site : ProviderApplication
    {
        protected override void Start()
        {
            UseKestrel(0);
            StartServer();
        }

        public Task ExecuteAsync(Guid id, string set) =>
            Hosting.QueuedMessages.ExecuteAsync(this, $"UPDATE booking SET {set} WHERE id = @id", new { id, today = Today });
    }
}
