using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>By keyboard alone, from a training's page to the request that is sent, then to acceptance and cancellation.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class BookingJourneyTests(PrivateApplication application)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Enrolment_ByKeyboard_FromTheActionToTheCancellation(bool javaScript)
    {
        var page = await application.OpenAsAsync(
            await LearnerAsync(javaScript), $"/formations/{PublicId.Of(SampleCatalogue.Siret, "cuisine-9", "A1")}", javaScript);
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
        await page.Keyboard.TypeAsync("Demandeur");
        await page.WriteAsync("#commune", "Lyon");
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Ce que vous payez", javaScript);
        await Expect(page.Locator(".mkt-plan").First).ToContainTextAsync("600,60");
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Les conditions d’inscription", javaScript);
        await page.TickAsync("#accord-oui");
        await page.EnterAsync("Continuer");
        await StepAsync(page, "Relire et envoyer", javaScript);
        await page.EnterAsync("Envoyer ma demande");
        await Expect(page.GetByText("Votre demande est envoyée.")).ToBeVisibleAsync();
        await CheckAsync(page, javaScript);

        var id = Guid.Parse(new Uri(page.Url).Segments[^1]);
        await PrivateBookingStates.ProposeAsync(application.Services, id);
        await page.ReloadAsync();
        await Expect(page.GetByText("Elle est la même que l’offre.")).ToBeVisibleAsync();
        await page.EnterAsync("Accepter la proposition");
        await Expect(page.GetByText("Votre inscription est confirmée.")).ToBeVisibleAsync();
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Annuler : ce que je récupère et ce que je perds");
        await AtAsync(page, "Annuler l’inscription", javaScript);
        await page.EnterAsync("Annuler mon inscription");
        await Expect(page.GetByText("Votre inscription est annulée.").First).ToBeVisibleAsync();
        await CheckAsync(page, javaScript);
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }

    private Task<Guid> LearnerAsync(bool javaScript) =>
        application.Services.GetRequiredService<NpgsqlDataSource>().InTransactionAsync(connection =>
        LearnerAccount.CreateAsync(
            connection, $"parcours.{(javaScript ? "avec" : "sans")}@exemple.fr", 200_000, application.Services.GetRequiredService<TimeProvider>().Today()));

    private static async Task StepAsync(IPage page, string name, bool javaScript)
    {
        await Expect(page.Locator(".fr-stepper__title")).ToContainTextAsync(name);
        await CheckAsync(page, javaScript);
    }

    private static async Task AtAsync(IPage page, string title, bool javaScript)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await CheckAsync(page, javaScript);
    }

    private static async Task CheckAsync(IPage page, bool javaScript)
    {
        await page.AssertStructureAsync();
        // The checker is itself a script of the page.
        if (javaScript)
            await page.AssertAccessibleAsync();
    }
}
