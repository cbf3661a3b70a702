using System.Net;
using Marketplace.Catalogue.QueryLog;
using Marketplace.IntegrationTests.Access;
using Xunit;

namespace Marketplace.IntegrationTests.QueryLog;

public sealed class UnfruitfulPageTests(UnfruitfulPageTests.SearchedApplication application)
    : IClassFixture<UnfruitfulPageTests.SearchedApplication>
{
    private const string Path = "/gestion/recherches-sans-resultat";

    [Fact]
    public async Task Report_OfModeration_ShowsTextsOfFivePeopleByNumber()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-moderation");
        var page = await browser.PageAsync(Path);
        Assert.Equal(["plongee", "apiculture bio"], page.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
        Assert.Equal("/recherche?q=apiculture%20bio&exact=true", page.QuerySelectorAll("tbody th a")[1].GetAttribute("href"));
        Assert.Equal(["7", "7", "7", "0", "0"], page.QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td").Select(td => td.TextContent));
        Assert.Equal("28", page.QuerySelector("#periode option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Report_ShorterPeriod_IsEmptyAndSaysWhy()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-administrator");
        var page = await browser.PageAsync(Path + "?periode=7");
        Assert.Null(page.QuerySelector("table"));
        Assert.Contains("Rien à montrer pour cette période", page.Body!.TextContent);
    }

    [Fact]
    public async Task Report_AsCsv_HoldsTheSameLines()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-support");
        using var answer = await browser.GetAsync(Path + ".csv?periode=28");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("-28-jours.csv", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("recherche;personnes au moins;recherches;sans résultat;corrigées;élargies\r\nplongee;7;7;7;0;0\r\napiculture bio;5;5;5;0;0\r\n",
            System.Text.Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("operator-rights")]
    [InlineData("operator-fraud")]
    [InlineData("holder")]
    public async Task Report_ForOthers_IsRefused(string person)
    {
        using var browser = await PersonBrowser.SignInAsync(application, person);
        foreach (var path in new[] { Path, Path + ".csv" })
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    public sealed class SearchedApplication : PeopleApplication
    {
        protected override Task PrepareAsync() => new QueryLogTable(Database.Source).AddAsync(
            [.. Vain("apiculture bio", 5), .. Vain("plongee", 7), .. Vain("seul", 4)], TestContext.Current.CancellationToken);

        private static IEnumerable<LoggedQuery> Vain(string text, int people) => Enumerable.Range(1, people).Select(visitor =>
            new LoggedQuery(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-10), 9, "page", text, null, null, [], 0, false, null, 1,
                visitor));
    }
}
