using Marketplace.IntegrationTests.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Two results are ticked and compared, then one is taken away.</summary>
public sealed class CompareJourneyTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Compare_TickedByKeyboard_StandSideBySide(bool javaScript)
    {
        var page = await application.OpenAsync("/recherche?q=cuisine&modality=in-person", javaScript);
        await page.TabToAsync(".mkt-compare__box input");
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync("li:nth-child(2) .mkt-compare__box input");
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync("#comparaison button");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**/comparer?ids=*,*");
        await Expect(page.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(3);
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Durée" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Retirer" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(2);
        await Expect(page.GetByText("Il ne reste qu’une formation")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Compare_NarrowScreen_KeepsTheCriteriaInSight()
    {
        var page = await application.OpenAsync(
            $"/comparer?ids={SampleCatalogue.Kitchen},{SampleCatalogue.Blended},{SampleCatalogue.Hostile}", width: 320);
        await page.AssertFitsAsync(320);
        await page.TabToAsync(".mkt-compare");
        await page.EvaluateAsync("document.querySelector('.mkt-compare').scrollLeft = 400");
        var left = await page.EvaluateAsync<double>("document.querySelector('tbody th').getBoundingClientRect().left");
        Assert.InRange(left, 0, 40);
        await page.Context.CloseAsync();
    }
}
