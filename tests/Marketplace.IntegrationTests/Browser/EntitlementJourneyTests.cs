using Marketplace.IntegrationTests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// By keyboard alone: a holder reads their rights and disputes a year; a visitor simulates, makes a mistake and mends it.
/// </summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class EntitlementJourneyTests(PrivateApplication application)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rights_ByKeyboard_AreReadExplainedAndDisputed(bool javaScript)
    {
        var page = await application.OpenAsAsync(application.States["holder"], "/mon-compte", javaScript);
        await page.EnterAsync("Mes droits");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Mes droits");
        await Expect(page.Locator(".mkt-key__price")).ToContainTextAsync("2\u202F786,69");
        await page.EnterAsync("D’où vient ce montant ? Droits acquis par le travail");
        await Expect(page.GetByText("Chaque année de travail crédite votre compte")).ToBeVisibleAsync();
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Voir l’historique");
        await Expect(page.Locator(".mkt-entry")).ToHaveCountAsync(6);
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Contester un montant");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Contester un montant");
        await page.WriteAsync("#texte", "L’année 2021 est trop basse.");
        await page.EnterAsync("Envoyer");
        await Expect(page.GetByText("Votre contestation est reçue.")).ToBeVisibleAsync();
        await CheckAsync(page, javaScript);
        await page.Context.CloseAsync();
        await application.ExecuteAsync("DELETE FROM contestation WHERE text = 'L’année 2021 est trop basse.'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Simulator_ByKeyboard_NamesTheMistakeThenAnswers(bool javaScript)
    {
        var page = await application.OpenAsync("/simulateur", javaScript);
        await page.WriteAsync("#prix", "beaucoup");
        await ChooseAsync(page, "#formation", "Bilan");
        await ChooseAsync(page, "#situation", "Salarié");
        await page.WriteAsync("#droits", "2000");
        await page.EnterAsync("Calculer");
        await Expect(page.Locator("#prix-erreur")).ToContainTextAsync("Écrivez le prix de la formation en euros");
        await CheckAsync(page, javaScript);
        await page.TabToAsync("#prix");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1900");
        await page.EnterAsync("Calculer");
        await Expect(page.Locator("#resultat")).ToContainTextAsync("Reste à payer");
        // D6323-1 A: 1,600 € of rights at most for a skills review.
        await Expect(page.Locator(".mkt-plan")).ToContainTextAsync("1\u202F600,00");
        await CheckAsync(page, javaScript);
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ending_ByKeyboard_NamesTheMistakeThenAnswersLineByLine(bool javaScript)
    {
        var page = await application.OpenAsync("/annulation", javaScript);
        foreach (var (day, value) in new[] { ("#jour", "2027-01-28"), ("#fin", "2027-03-12"), ("#debut", "2027-02-08"),
            ("#acceptation", "2027-01-04") })
            await page.FillAsync(day, value);
        await page.WriteAsync("#prix", "1500");
        await page.WriteAsync("#participation", "150");
        await page.WriteAsync("#droits", "1000");
        await page.TabToAsync("#evenement-learner-cancels");
        await page.Keyboard.PressAsync("Space");
        await page.EnterAsync("Calculer");
        await Expect(page.Locator("#prix-erreur")).ToContainTextAsync("doivent être égaux");
        await CheckAsync(page, javaScript);
        await page.WriteAsync("#abondements", "350");
        await page.EnterAsync("Calculer");
        await Expect(page.Locator("#resultat")).ToContainTextAsync("Annulation tardive");
        await Expect(page.Locator("section table tfoot")).ToContainTextAsync("142,50");
        await CheckAsync(page, javaScript);
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }

    private static async Task ChooseAsync(IPage page, string selector, string start)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.TypeAsync(start);
    }

    private static async Task CheckAsync(IPage page, bool javaScript)
    {
        await page.AssertStructureAsync();
        // The checker is itself a script of the page.
        if (javaScript)
            await page.AssertAccessibleAsync();
    }
}
