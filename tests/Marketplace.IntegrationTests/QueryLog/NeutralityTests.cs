using AngleSharp.Html.Parser;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Web.Searching.Log;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.QueryLog;

/// <summary>From logged searches to the published indicators, over the demo catalogue.</summary>
public sealed class NeutralityTests(NeutralityTests.DemoApplication application, ITestOutputHelper output)
    : IClassFixture<NeutralityTests.DemoApplication>
{
    [Fact]
    public async Task Indicators_OfTheRealOrder_AreNearZeroAndPublished()
    {
        Assert.Contains("n’ont pas encore été mesurés", await RankingPageAsync());
        Assert.Null(await Run.RunAsync(TestContext.Current.CancellationToken));

        await new QueryLogTable(application.Database.Source)
            .AddAsync([Search("anglais"), Search("cuisine", "69", "radius=100"), Search("formation"),
            Search(null, null, "modality=in-person"),
            Search("vente", null, "department=75"), Search("secretaire") with { Day = Today.AddDays(-40) },
            Search("zzz") with { Found = 0 }, Search("prix", null, "sort=price")], TestContext.Current.CancellationToken);
        var result = await Run.RunAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(result);
        output.WriteLine(result.ToString());
        Assert.Equal(Today, result.Day);
        Assert.InRange(result.Queries, 2, 5);
        Assert.True(result.Providers > 10, $"{result}");
        Assert.InRange(result.NeverShown - result.ByChance, -0.06, 0.06);
        Assert.InRange(result.RankCorrelation!.Value, -0.1, 0.1);

        var page = await RankingPageAsync();
        Assert.Contains($"sur {result.Queries}\u00A0recherches, les tirages de 14\u00A0jours", page);
        // Again on the same day: one line, not two.
        await Run.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(result with { },
            await new NeutralityResults(application.Database.Source).LatestAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sample_IsTheSameAllDay_AndWithoutOtherOrders()
    {
        var table = new QueryLogTable(application.Database.Source);
        await table.AddAsync([
            Search("echantillon un"), Search("echantillon deux"), Search("echantillon trie", null, "sort=price"),
            Search("echantillon exact", null, "exact")], TestContext.Current.CancellationToken);
        var sample = new NeutralitySample(application.Database.Source);
        var first = await sample.DrawAsync(Today, TestContext.Current.CancellationToken);
        Assert.Equal(first.Select(q => q.Text), (await sample.DrawAsync(Today, TestContext.Current.CancellationToken)).Select(q => q.Text));
        Assert.Equal(["echantillon deux", "echantillon un"],
            first.Select(q => q.Text).Where(text => text?.StartsWith("echantillon", StringComparison.Ordinal) == true).Order());
    }

    private static DateOnly Today => TimeProvider.System.Today();

    private NeutralityRun Run => application.Services.GetRequiredService<NeutralityRun>();

    private static LoggedQuery Search(string? text, string? department = null, params string[] filters) =>
        new(Today, 10, "page", text, null, department, filters, 50, false, null, 1, 1);

    private async Task<string> RankingPageAsync()
    {
        using var client = application.CreateClient();
        return new HtmlParser().ParseDocument(await client.GetStringAsync("/classement", TestContext.Current.CancellationToken))
            .Body!.TextContent;
    }

    public sealed class DemoApplication : MarketplaceApplication, IAsyncLifetime
    {
        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            CreateClient().Dispose();
            var cancel = TestContext.Current.CancellationToken;
            await DemoCatalogue.AddAsync(
                Database.Source, Services.GetRequiredService<ReferenceDataStore>().Current, 1_500, DemoCatalogue.DefaultSeed, Today, null,
                cancel);
            var search = Services.GetRequiredService<MarketplaceSearch>();
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            for (var (total, before) = (0, -1); total == 0 || total != before; before = total,
                total = (await search.SearchAsync(new SearchQuery { Today = Today, WithFacets = false }, limit.Token)).Total)
                await Task.Delay(500, limit.Token);
        }
    }
}
