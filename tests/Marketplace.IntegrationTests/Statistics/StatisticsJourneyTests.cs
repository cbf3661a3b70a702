using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Demo.History;
using Marketplace.IntegrationTests.Browser;
using Marketplace.Platform.Time;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.OpenData;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Statistics;

/// <summary>
/// From the figures to a table of them, by keyboard, with and without JavaScript; nothing that axe finds, wide or narrow.
/// </summary>
public sealed class StatisticsJourneyTests(StatisticsJourneyTests.LivingApplication application)
    : IClassFixture<StatisticsJourneyTests.LivingApplication>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Visitor_ChoosesAPeriod_AndReadsATable(bool javaScript)
    {
        var page = await application.OpenAsync("/statistiques", javaScript);
        await page.WriteAsync("#mesure", "Montant engagé");
        await page.EnterAsync("Afficher");
        await page.ArriveAtAsync("**mesure=amountCents*");
        await page.EnterAsync("Tableau : Montant engagé par mois");
        await Expect(page.Locator(".mkt-statistic:has(#evolution) table")).ToBeVisibleAsync();
        await Expect(page.Locator("#carte ~ .mkt-chart__frame svg")).ToBeVisibleAsync();
        if (javaScript)
            await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task OpenDataPage_ListsFiles_Accessibly()
    {
        var page = await application.OpenAsync("/statistiques/donnees-ouvertes");
        await Expect(page.Locator("a[href$='catalogue.parquet']")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }

    /// <summary>A small past, and an edition of it.</summary>
    public sealed class LivingApplication : BrowserApplication
    {
        protected override async Task AfterStartAsync()
        {
            var stop = TestContext.Current.CancellationToken;
            await Get<DemoPeople>().EnsureAsync(stop);
            await DemoCatalogue.AddAsync(
                Get<NpgsqlDataSource>(), Get<ReferenceDataStore>().Current, 120, 1, Get<TimeProvider>().Today(), null, stop);
            await Get<DemoHistory>().EnsureAsync(1_500, 2, null, stop);
            await Get<FactFeed>().RunAsync(stop);
            Assert.NotNull(await Get<EditionPublishing>().PublishDueAsync(stop));
            await Get<OpenDataEditions>().PublishDueAsync(stop);
        }

        private T Get<T>() where T : notnull => Services.GetRequiredService<T>();
    }
}
