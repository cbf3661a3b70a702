using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>
/// A whole life in two browsers, by keyboard alone: the learner from the action's page to the paid booking, the provider from the inbox to
/// the exit, and the clock until the service is validated.
/// </summary>
public sealed class BothSidesJourneyTests(BothSidesJourneyTests.Site site) : IClassFixture<BothSidesJourneyTests.Site>
{
    private const long Participation = 150_00;

    [Fact]
    public async Task Life_FromTheActionToTheValidatedService_ByKeyboardOnBothSides()
    {
        // One with scripts, one without; the clock is theirs together.
        var lives = new List<(Guid Learner, Guid Id, bool JavaScript)>();
        foreach (var javaScript in new[] { true, false })
        {
            var learner = await site.LearnerAsync(javaScript ? "AVEC" : "SANS");
            var id = await SendAsync(learner, javaScript);
            await ProposeAsync(id, javaScript);
            await PayAsync(learner, id, javaScript);
            lives.Add((learner, id, javaScript));
        }
        var row = await site.RowAsync(lives[0].Id);
        await site.GoToAsync(row.Starts!.Value);
        foreach (var life in lives)
            await EnterAsync(life.Id, life.JavaScript);
        await site.GoToAsync(row.Ends!.Value.AddDays(1));
        foreach (var life in lives)
            await LeaveAsync(life.Id, life.JavaScript);
        await site.GoToAsync(row.Ends!.Value.AddDays(15));
        foreach (var life in lives)
            await EndedAsync(life.Learner, life.Id, life.JavaScript);
        Assert.All(await LedgerVerification.RunAsync(site.Service<NpgsqlDataSource>(), cancel: ProviderApplication.Stop),
            finding => Assert.Empty(finding.Examples));
    }

    private async Task<Guid> SendAsync(Guid learner, bool javaScript)
    {
        await using var theirs = await BrowserAsync(learner, $"/formations/{SampleCatalogue.Kitchen}", javaScript);
        var page = theirs.Page;
        await page.TabToAsync(".mkt-session a.fr-btn");
        await page.Keyboard.PressAsync("Enter");
        await AtAsync(page, "Demander une inscription", javaScript);
        await page.EnterAsync("Commencer ma demande");
        await StepAsync(page, "La session", javaScript);
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Les conditions à remplir", javaScript);
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Votre situation et vos coordonnées", javaScript);
        await page.TabToAsync("#situation");
        await page.Keyboard.TypeAsync("Salarié");
        await page.WriteAsync("#commune", "Lyon");
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Ce que vous payez", javaScript);
        await Expect(page.Locator(".mkt-amount").First).ToContainTextAsync("150");
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Les conditions d’inscription", javaScript);
        await page.TickAsync("#accord-oui");
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Relire et envoyer", javaScript);
        await page.EnterAsync("Envoyer ma demande");
        await Expect(page.GetByText("Votre demande est envoyée.")).ToBeVisibleAsync();
        return Guid.Parse(new Uri(page.Url).Segments[^1]);
    }

    private async Task ProposeAsync(Guid id, bool javaScript)
    {
        await using var provider = await BrowserAsync(site.Staff.Id, site.Inbox, javaScript);
        await provider.Page.EnterAsync(BookingNumber.Text((await site.RowAsync(id)).Number));
        await provider.Page.ArriveAtAsync($"**/inscriptions/{id}");
        await provider.Page.EnterAsync("Accuser réception");
        await SaysAsync(provider.Page, "L’accusé de réception est envoyé");
        await provider.Page.EnterAsync("Faire une proposition");
        await provider.Page.ArriveAtAsync("**/proposer");
        await provider.Page.EnterAsync("Envoyer la proposition");
        await SaysAsync(provider.Page, "La proposition est envoyée à la personne.");
    }

    private async Task PayAsync(Guid learner, Guid id, bool javaScript)
    {
        await using var theirs = await BrowserAsync(learner, $"/inscriptions/{id}", javaScript);
        var page = theirs.Page;
        await page.TabToAsync($"form[action='/inscriptions/{id}/accepter'] button");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Votre paiement" })).ToBeVisibleAsync();
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Payer par carte");
        await AtAsync(page, "Paiement (bac à sable)", javaScript);
        await page.EnterAsync("Accepter, et notifier avant le retour");
        await Expect(page.Locator("main .fr-badge").First).ToHaveTextAsync(BookingProcess.Table.Label(BookingProcess.Accepted));
        await CheckAsync(page, javaScript);
    }

    private async Task EnterAsync(Guid id, bool javaScript)
    {
        await using var provider = await BrowserAsync(site.Staff.Id, $"{site.Inbox}/{id}", javaScript);
        await provider.Page.EnterAsync("Déclarer l’entrée en formation");
        await provider.Page.ArriveAtAsync("**/entree");
        await provider.Page.EnterAsync("Déclarer l’entrée");
        await SaysAsync(provider.Page, "L’entrée en formation est déclarée.");
        await CheckAsync(provider.Page, javaScript);
    }

    private async Task LeaveAsync(Guid id, bool javaScript)
    {
        await using var provider = await BrowserAsync(site.Staff.Id, $"{site.Inbox}/{id}", javaScript);
        await provider.Page.EnterAsync("Déclarer la sortie de formation");
        await provider.Page.ArriveAtAsync("**/sortie");
        await provider.Page.TickAsync("#motif-total");
        await provider.Page.EnterAsync("Déclarer la sortie");
        await SaysAsync(provider.Page, "La sortie et le service fait sont déclarés.");
        await CheckAsync(provider.Page, javaScript);
    }

    private async Task EndedAsync(Guid learner, Guid id, bool javaScript)
    {
        await using var theirs = await BrowserAsync(learner, $"/inscriptions/{id}", javaScript);
        await Expect(theirs.Page.Locator("main .fr-badge").First)
            .ToHaveTextAsync(BookingProcess.Table.Label(BookingProcess.ServiceValidated));
        await CheckAsync(theirs.Page, javaScript);
        Assert.Equal($"{BookingApplication.Price}/{Participation}/0", await site.ScalarAsync<string>("""
            SELECT format('%s/%s/%s', b.provider_due, (SELECT used FROM booking_line l WHERE l.booking_id = b.id AND source = 'fixed-participation'),
                (SELECT sum(returned + kept + credit) FROM booking_line l WHERE l.booking_id = b.id)) FROM booking b WHERE id = @id
            """, new { id }));
    }

    private async Task<Person> BrowserAsync(Guid account, string path, bool javaScript) =>
        new(await site.OpenAsync(account, path, javaScript));

    private static Task SaysAsync(IPage page, string sentence) =>
        Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync(sentence);

    private static async Task AtAsync(IPage page, string title, bool javaScript)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await CheckAsync(page, javaScript);
    }

    private static async Task StepAsync(IPage page, string name, bool javaScript)
    {
        await Expect(page.Locator(".fr-stepper__title")).ToContainTextAsync(name);
        await CheckAsync(page, javaScript);
    }

    /// <summary>Sound, and accessible where the rules can be asked: the checker is itself a script of the page.</summary>
    private static async Task CheckAsync(IPage page, bool javaScript)
    {
        await page.AssertStructureAsync();
        if (javaScript)
            await page.AssertAccessibleAsync();
    }

    /// <summary>A window of somebody who has signed in just now; it closes with its use.</summary>
    private sealed record Person(IPage Page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
    }

    /// <summary>A world of its own: its clock moves by months.</summary>
    public sealed class Site : ProviderJourneyTests.Site;
}
