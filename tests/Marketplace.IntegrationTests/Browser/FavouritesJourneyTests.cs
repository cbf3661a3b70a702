using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>A visitor keeps two actions on the device, signs in, takes them over into the account, and removes one.</summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class FavouritesJourneyTests(PrivateApplication application)
{
    [Fact]
    public async Task Favourites_KeptOnTheDevice_AreTakenOverIntoTheAccount()
    {
        var page = await application.WindowAsync();
        foreach (var id in new[] { SampleCatalogue.Kitchen, SampleCatalogue.Blended })
        {
            await page.GotoAsync($"{application.Address}/formations/{id}");
            await page.EnterAsync("Ajouter à mes favoris");
            await Expect(page.GetByText("Ajoutée à vos favoris, sur cet appareil.")).ToBeVisibleAsync();
        }
        await page.GotoAsync(application.Address + "/mes-favoris");
        await Expect(page.GetByText("2 favoris sur cet appareil.")).ToBeVisibleAsync();
        await Expect(page.Locator(".mkt-card__title").First).ToHaveTextAsync("Cuisine mixte");
        await page.AssertAccessibleAsync();
        await page.AssertStructureAsync();

        var holder = application.States["holder-declared"];
        await application.SignInAsync(page, holder);
        await page.GotoAsync(application.Address + "/mes-favoris");
        await page.EnterAsync("Ajouter à mon compte les favoris de cet appareil");
        await Expect(page.GetByText("Les favoris de cet appareil sont maintenant dans votre compte.")).ToBeVisibleAsync();
        await Expect(page.Locator(".mkt-card")).ToHaveCountAsync(2);
        await Expect(page.GetByText("Des favoris sont aussi gardés")).ToBeHiddenAsync();
        Assert.Null(await page.EvaluateAsync<string?>("localStorage.getItem('favoris')"));
        await page.AssertAccessibleAsync();

        await page.TickAsync("li:nth-child(1) .mkt-compare__box input");
        await page.TickAsync("li:nth-child(2) .mkt-compare__box input");
        await page.EnterAsync("Comparer la sélection");
        await Expect(page.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(3);
        await page.GoBackAsync();
        await page.EnterAsync("Retirer Cuisine mixte de mes favoris");
        await Expect(page.Locator(".mkt-card")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
        await application.ExecuteAsync("DELETE FROM favourite WHERE account_id = @holder", new { holder });
    }

    [Fact]
    public async Task Favourites_OfTheAccount_NeedNoJavaScript()
    {
        var holder = application.States["verified"];
        var page = await application.OpenAsAsync(holder, "/formations/" + SampleCatalogue.Kitchen, javaScript: false);
        await page.EnterAsync("Ajouter à mes favoris");
        await Expect(page.GetByText("La formation est dans vos favoris.")).ToBeVisibleAsync();
        await page.GotoAsync(application.Address + "/mes-favoris");
        await page.EnterAsync("Retirer Cuisine traditionnelle, degré 1 de mes favoris");
        await Expect(page.GetByText("La formation n’est plus dans vos favoris.")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Favourite_RemovedFromTheDevice_LeavesTheFocusInTheList()
    {
        var page = await application.OpenAsync("/mes-favoris");
        await page.EvaluateAsync("([kitchen]) => localStorage.setItem('favoris', JSON.stringify([{ id: kitchen, title: 'x' }, { id: 'jamais', title: 'Formation disparue' }]))", new[] { SampleCatalogue.Kitchen });
        await page.ReloadAsync();
        await Expect(page.GetByText("N’est plus proposée")).ToBeVisibleAsync();
        await page.EnterAsync("Retirer Cuisine traditionnelle, degré 1");
        await Expect(page.GetByText("1 favori sur cet appareil.")).ToBeVisibleAsync();
        Assert.Equal("Retirer Formation disparue", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Context.CloseAsync();
    }
}
