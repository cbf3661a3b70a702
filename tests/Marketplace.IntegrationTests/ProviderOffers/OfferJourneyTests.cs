using Marketplace.IntegrationTests.Browser;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.ProviderOffers;

/// <summary>A provider from an empty form to an offer that learners find, by keyboard alone, with and without JavaScript.</summary>
public sealed class OfferJourneyTests(OfferJourneyTests.Site site) : IClassFixture<OfferJourneyTests.Site>
{
    [Theory]
    [InlineData(true, "RS6198", "Tosa Word")]
    [InlineData(false, "RS6197", "Tosa Plateforme Collaborative Office 365")]
    public async Task Offer_Written_Previewed_Published_Found_Suspended_ByKeyboardAlone(bool javaScript, string code, string title)
    {
        var page = await site.OpenAsync(site.Editor.Id, $"/organisations/{site.Organisation}", javaScript);
        await page.EnterAsync("Offres");
        await page.ArriveAtAsync("**/offres");
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Nouvelle offre");
        await page.ArriveAtAsync("**/nouvelle");
        await CheckAsync(page, javaScript);
        await page.SelectOptionAsync("#etablissement", Pages.SampleCatalogue.Siret);
        await page.WriteAsync("#certification", code);
        await page.EnterAsync("Commencer l’offre");
        await page.ArriveAtAsync("**/offre");
        await CheckAsync(page, javaScript);
        await page.EnterAsync("Enregistrer et vérifier");
        await Expect(page.Locator("#objectif-formation-erreur")).ToContainTextAsync("Remplissez ce champ");
        await CheckAsync(page, javaScript);
        foreach (var (name, text) in DraftForms.Offer(code, title).Where(f => f.Item1 is not ("certification" or "intitule-formation")))
            await FillAsync(page, name, text);
        await page.EnterAsync("Enregistrer et vérifier");
        await SaysAsync(page, "Le brouillon est enregistré.");
        await CheckAsync(page, javaScript);

        await page.EnterAsync("Ajouter une action");
        await page.ArriveAtAsync("**/actions/*");
        await CheckAsync(page, javaScript);
        foreach (var (name, text) in DraftForms.Action.Where(f => f.Item1 != "langue-formation"))
            await FillAsync(page, name, text);
        await page.EnterAsync("Enregistrer et vérifier");
        await page.ArriveAtAsync("**/sessions");
        await CheckAsync(page, javaScript);
        await page.FillAsync("#s0-debut", "2028-03-06");
        await page.FillAsync("#s0-fin", "2028-03-01");
        await page.EnterAsync("Enregistrer et vérifier");
        await Expect(page.Locator("#s0-debut-erreur")).ToContainTextAsync("après sa fin");
        await CheckAsync(page, javaScript);
        await page.FillAsync("#s0-fin", "2028-03-10");
        await page.EnterAsync("Enregistrer et vérifier");
        await SaysAsync(page, "Le brouillon est enregistré.");

        await page.TabToAsync("main a[href$='/apercu']");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**/apercu");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await CheckAsync(page, javaScript);
        await page.GoBackAsync();
        await page.EnterAsync("Publier l’offre");
        await SaysAsync(page, "L’offre est publiée");
        await CheckAsync(page, javaScript);
        await site.FindsAsync(code, 1);
        var offer = page.Url.Split('?')[0];
        await page.GotoAsync(new Uri(new Uri(offer), $"/recherche?q={Uri.EscapeDataString(title)}").ToString());
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(title);
        await page.GotoAsync(offer);
        await page.EnterAsync("Suspendre l’offre");
        await SaysAsync(page, "L’offre est suspendue");
        await site.FindsAsync(code, 0);
        await page.Context.CloseAsync();
    }

    /// <summary>As a keyboard does: a text is written, one of several answers is chosen.</summary>
    private static async Task FillAsync(IPage page, string name, string text)
    {
        if (await page.Locator($"select#{name}").CountAsync() > 0)
            await page.SelectOptionAsync("#" + name, text);
        else if (await page.Locator($"#{name}-1[type=radio]").CountAsync() > 0)
        {
            // Of radios that nobody chose yet the first one takes the focus, and arrows lead to the others.
            await page.TabToAsync($"#{name}-1");
            await page.Keyboard.PressAsync(text == "1" ? "Space" : "ArrowDown");
        }
        else
            await page.FillAsync("#" + name, text);
    }

    private static Task SaysAsync(IPage page, string sentence) =>
        Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync(sentence);

    private static async Task CheckAsync(IPage page, bool javaScript)
    {
        await page.AssertStructureAsync();
        if (javaScript)
            await page.AssertAccessibleAsync();
    }

    /// <summary>The provider's world on a real port.</summary>
    public sealed class Site : OfferApplication
    {
        protected override void Start()
        {
            UseKestrel(0);
            StartServer();
        }
    }
}
