using System.Net;
using AngleSharp.Dom;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Xunit;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>What a holder sees of their rights.</summary>
public sealed class EntitlementPagesTests(EntitlementApplication application) : IClassFixture<EntitlementApplication>
{
    [Fact]
    public async Task Rights_OfAHolder_ShowTheTotalItsPartsAndWhereTheyComeFrom()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        var page = await browser.PageAsync("/mon-compte/droits");
        Assert.Equal("2\u202F786,69\u00A0€", page.QuerySelector(".mkt-key__price")!.TextContent);
        var parts = page.QuerySelectorAll(".mkt-entry")
            .ToDictionary(part => part.QuerySelector("h3")!.TextContent, part => part.TextContent);
        Assert.Equal(["Droits acquis par le travail", "Dotation volontaire de l’employeur"], parts.Keys);
        Assert.Contains("2\u202F186,69\u00A0€", parts["Droits acquis par le travail"]);
        Assert.Contains("Code du travail, article R. 6323-1", parts["Droits acquis par le travail"]);
        Assert.Contains($"31\u00A0décembre\u00A0{DateTime.UtcNow.Year + 1}", parts["Dotation volontaire de l’employeur"]);
        Assert.All(page.QuerySelectorAll(".mkt-entry"),
            part => Assert.StartsWith(
            "D’où vient ce montant ?", part.QuerySelector("details > summary")!.TextContent, StringComparison.Ordinal));
    }

    /// <summary>The last year is credited: the next one is supposed to be alike.</summary>
    [Fact]
    public async Task Rights_NextCredit_IsProjectedFromTheLastYear()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        var text = (await browser.PageAsync("/mon-compte/droits")).Body!.TextContent;
        Assert.Contains($"Au titre de l’année {EntitlementApplication.Years[^1] + 1} : 500,00\u00A0€", text);
        Assert.Contains($"la même activité qu’en {EntitlementApplication.Years[^1]}", text);
    }

    [Fact]
    public async Task History_OfAHolder_ExplainsEachLineWithItsArticle()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        var page = await browser.PageAsync("/mon-compte/droits/historique");
        var titles = page.QuerySelectorAll(".mkt-entry h2").Select(h => h.TextContent).ToList();
        Assert.Equal(["Somme libérée", "Inscription à une formation : somme engagée", "Dotation volontaire de l’employeur : versement",
            .. EntitlementApplication.Years.Reverse().Select(year => $"Droits de l’année {year}")], titles);
        Assert.All(page.QuerySelectorAll(".mkt-entry"), line => Assert.NotEmpty(line.QuerySelector(".mkt-why__text")!.TextContent));
        var first = page.QuerySelectorAll(".mkt-entry")[^1].TextContent;
        Assert.Contains("+\u00A0186,69\u00A0€", first);
        Assert.Contains("moins d’un mi-temps", first);
    }

    [Fact]
    public async Task History_LongerThanAPage_IsReadPageByPageBothWays()
    {
        var world = await HolderWithHistoryAsync("longue.histoire@exemple.fr", 120);
        using var browser = world.Browser;
        var first = await browser.PageAsync("/mon-compte/droits/historique");
        Assert.Equal((50, 120, 71), (Amounts(first).Count, Amounts(first)[0], Amounts(first)[^1]));
        Assert.Null(Link(first, "Plus récent"));
        var second = await browser.PageAsync(Link(first, "Plus ancien")!);
        Assert.Equal((70, 21), (Amounts(second)[0], Amounts(second)[^1]));
        var third = await browser.PageAsync(Link(second, "Plus ancien")!);
        Assert.Equal((20, 1), (Amounts(third)[0], Amounts(third)[^1]));
        Assert.Null(Link(third, "Plus ancien"));
        var back = await browser.PageAsync(Link(third, "Plus récent")!);
        Assert.Equal(Amounts(second), Amounts(back));
        var start = await browser.PageAsync(Link(back, "Plus récent")!);
        Assert.Equal(Amounts(first), Amounts(start));
        Assert.Null(Link(start, "Plus récent"));
        Assert.Equal(50, Amounts(await browser.PageAsync("/mon-compte/droits/historique?avant=x&apres=1e9")).Count);

        static List<int> Amounts(IDocument page) =>
            [.. page.QuerySelectorAll(".mkt-amount")
            .Select(a => int.Parse(a.TextContent[2..a.TextContent.IndexOf(',')], System.Globalization.CultureInfo.InvariantCulture))];

        static string? Link(IDocument page, string text) =>
            page.QuerySelectorAll("a").FirstOrDefault(a => a.TextContent == text)?.GetAttribute("href");
    }

    [Theory]
    [InlineData("/mon-compte/droits")]
    [InlineData("/mon-compte/droits/historique")]
    [InlineData("/mon-compte/droits/declarations")]
    [InlineData("/mon-compte/droits/contestations")]
    public async Task Page_WithoutTiedNumber_SaysHowToTieIt(string path)
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder-declared");
        var page = await browser.PageAsync(path);
        Assert.Contains("n’est pas relié à votre numéro de sécurité sociale", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector("a[href='/mon-compte/identite']"));
    }

    [Theory]
    [InlineData("/mon-compte/droits/releve.pdf")]
    [InlineData("/mon-compte/droits/releve.csv")]
    public async Task Statement_WithoutTiedNumber_LeadsToThePageThatSaysHow(string path)
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder-declared");
        using var answer = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.Redirect, "/mon-compte/droits"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Action_ForAHolder_ShowsWhatIsLeftToPayAndLogsTheLook()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder");
        using var answer = await browser.GetAsync("/formations/" + SampleCatalogue.Kitchen);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString());
        var page = new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        // 600.60 €: the employer's dotation pays 600 and exempts from the participation, 60 cents come from the annual rights.
        Assert.Contains("Avec mes droits : reste à payer 0,00\u00A0€", page.QuerySelector("aside.mkt-key")!.TextContent);
        Assert.Equal(["600,00\u00A0€", "0,60\u00A0€", "600,60\u00A0€"],
            page.QuerySelectorAll(".mkt-plan td").Select(cell => cell.TextContent));
        Assert.Contains("R. 6333-3", page.QuerySelector(".mkt-why")!.TextContent);
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*) FROM access_log WHERE session_id = @Session AND nature = 'entitlements.view' AND operation = 'look-up' AND subject_id = @holder",
            new { browser.Session, holder = PersonBrowser.Demo("holder") }));
    }

    [Fact]
    public async Task Action_ForOthers_OffersTheSimulatorWithItsPrice()
    {
        var (_, page) = await application.GetPageAsync("/formations/" + SampleCatalogue.Kitchen);
        var link = page.QuerySelectorAll("a").Single(a => a.TextContent == "Calculer mon reste à payer").GetAttribute("href")!;
        Assert.StartsWith("/simulateur?prix=600.6&formation=rncp", link, StringComparison.Ordinal);
        var (_, simulator) = await application.GetPageAsync(link);
        Assert.Equal("600.6", simulator.QuerySelector("#prix")!.GetAttribute("value"));
        using var browser = await PersonBrowser.SignInAsync(application, "holder-declared");
        Assert.Contains("Relier mes droits", (await browser.PageAsync("/formations/" + SampleCatalogue.Kitchen)).Body!.TextContent);
    }

    [Fact]
    public async Task Ledger_AfterDemoAndPages_IsSound() =>
        Assert.All(await LedgerVerification.RunAsync(application.Database.Source, cancel: TestContext.Current.CancellationToken),
            finding => Assert.Empty(finding.Examples));

    private Task<HolderWithHistory> HolderWithHistoryAsync(string email, int lines) =>
        HolderWithHistory.CreateAsync(application, email, lines);
}
