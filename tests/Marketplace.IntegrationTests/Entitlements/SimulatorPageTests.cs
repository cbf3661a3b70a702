using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Text;
using Marketplace.Web.Pages.Simulator;
using Xunit;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>The simulator's page: the same answers as the API, and mistakes named where they are.</summary>
public sealed class SimulatorPageTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Simulator_OfTheContract_ShowsThePlanStepByStep()
    {
        var page = await PostAsync(
            ("prix", "1 450"), ("formation", "rncp"), ("situation", "employee"), ("droits", "980,00"), ("date", "2026-05-13"),
            ("employer-penalty", "200"), ("opco", "200"));
        Assert.Equal("Reste à payer : 150,00\u00A0€", page.QuerySelector("#resultat")!.TextContent);
        Assert.Equal(["Participation forfaitaire, à votre charge", "Dotation : l’abondement correctif", "Vos droits acquis",
            "Abondement : l’abondement de l’opérateur de compétences"],
            page.QuerySelectorAll(".mkt-plan tbody th").Select(cell => cell.TextContent));
        Assert.Equal(["150,00\u00A0€", "200,00\u00A0€", "980,00\u00A0€", "120,00\u00A0€", "1\u202F450,00\u00A0€"],
            page.QuerySelectorAll(".mkt-plan td").Select(cell => cell.TextContent));
        Assert.All(page.QuerySelectorAll(".mkt-why li"), step => Assert.NotEmpty(step.QuerySelector(".mkt-why__text")!.TextContent));
        Assert.True(page.QuerySelector("section details")!.HasAttribute("open"));
        // What was typed stays.
        Assert.Equal("1 450", page.QuerySelector("#prix")!.GetAttribute("value"));
        Assert.Equal("rncp", ((IHtmlSelectElement)page.QuerySelector("#formation")!).Value);
    }

    [Theory]
    [InlineData("employee", "rs", "2026-05-13", "2000", "1800")]
    [InlineData("jobseeker", "skills-review", "2026-05-13", "1900", "5000")]
    [InlineData("self-employed", "vae", "2024-06-01", "90", "50")]
    [InlineData("employee", "clea", "2023-01-01", "600", "100")]
    public async Task Simulator_AnyCase_AgreesWithTheApi(string status, string offer, string day, string price, string rights)
    {
        var page = await PostAsync(("prix", price), ("formation", offer), ("situation", status), ("droits", rights), ("date", day));
        using var client = application.CreateClient();
        using var answer = await client.PostAsJsonAsync("/api/v1/simulations", new
        {
            on = day, priceCents = long.Parse(price, null) * 100, offer, status, annualRightsCents = long.Parse(rights, null) * 100,
        }, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"Reste à payer : {EuroText.Of(json.RootElement.GetProperty("learnerTotalCents").GetInt64())}",
            page.QuerySelector("#resultat")!.TextContent);
        Assert.Equal(json.RootElement.GetProperty("explanations").EnumerateArray().Select(e => e.GetProperty("text").GetString()),
            page.QuerySelectorAll(".mkt-why li").Select(step => step.FirstChild!.TextContent.Trim()));
    }

    [Fact]
    public async Task Simulator_LicenceWithoutThirdParty_SaysWhyWithItsArticle()
    {
        var page = await PostAsync(
            ("prix", "1200"), ("formation", "light-vehicle-licence"), ("situation", "employee"), ("droits", "2000"),
            ("date", "2026-05-13"));
        var alert = page.QuerySelector(".fr-alert--warning")!.TextContent;
        Assert.Contains("Cette formation n’est pas finançable ce jour-là", alert);
        Assert.Contains("Code du travail, article L. 6323-6", alert);
        Assert.Null(page.QuerySelector("#resultat"));
    }

    [Theory]
    [InlineData("prix", "", "Écrivez le prix")]
    [InlineData("prix", "0", "Écrivez le prix")]
    [InlineData("prix", "mille", "Écrivez le prix")]
    [InlineData("prix", "12,345", "Écrivez le prix")]
    [InlineData("prix", "-5", "Écrivez le prix")]
    [InlineData("prix", "1000001", "Le maximum est de 1\u202F000\u202F000\u00A0€.")]
    [InlineData("droits", "", "Écrivez vos droits")]
    [InlineData("droits", "1e3", "Écrivez vos droits")]
    [InlineData("formation", "danse", "Choisissez le type de formation.")]
    [InlineData("situation", "", "Choisissez votre situation.")]
    [InlineData("date", "2018-12-31", "Choisissez une date")]
    [InlineData("date", "31/02/2026", "Choisissez une date")]
    [InlineData("date", "31/12/2018", "Choisissez une date")]
    [InlineData("date", "2026-13-05", "Choisissez une date")]
    [InlineData("opco", "beaucoup", "Écrivez un montant")]
    public async Task Simulator_BadInput_IsNamedBesideItsField(string field, string typed, string message)
    {
        var fields = new Dictionary<string, string> { ["prix"] = "1450", ["formation"] = "rncp", ["situation"] = "employee",
            ["droits"] = "980" };
        fields[field] = typed;
        var page = await PostAsync(HttpStatusCode.UnprocessableEntity, [.. fields.Select(f => (f.Key, f.Value))]);
        var error = Assert.Single(page.QuerySelectorAll("p.fr-error-text"));
        Assert.Equal(field + "-erreur", error.Id);
        Assert.Contains(message, error.TextContent);
        Assert.Contains(error.Id!, page.QuerySelector("#" + field)!.GetAttribute("aria-describedby"));
        Assert.Equal("#" + field, Assert.Single(page.QuerySelectorAll("#erreurs a")).GetAttribute("href"));
        if (field == "opco")
            Assert.True(page.QuerySelector("form details")!.HasAttribute("open"));
    }

    [Theory]
    [InlineData("12,50", "12,50\u00A0€")]
    [InlineData("12.50", "12,50\u00A0€")]
    [InlineData("1 234,56 €", "1\u202F234,56\u00A0€")]
    [InlineData("1\u202F234,56\u00A0€", "1\u202F234,56\u00A0€")]
    public async Task Simulator_AmountAsPeopleWriteIt_IsTaken(string typed, string price)
    {
        var page = await PostAsync(
            ("prix", typed), ("formation", "rncp"), ("situation", "employee"), ("droits", "0"), ("date", "13/05/2026"));
        Assert.Equal(price, page.QuerySelector(".mkt-plan tfoot td")!.TextContent);
        Assert.Equal(typed, page.QuerySelector("#prix")!.GetAttribute("value"));
        // A date field shows nothing but this form.
        Assert.Equal("2026-05-13", page.QuerySelector("#date")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Simulator_ManyMistakes_AreNamedAtOnce()
    {
        var page = await PostAsync(
            HttpStatusCode.UnprocessableEntity, ("prix", "mille"), ("formation", "danse"), ("situation", ""), ("droits", "1e3"),
            ("date", "hier"), ("opco", "beaucoup"));
        Assert.Equal(["#prix", "#formation", "#situation", "#droits", "#date", "#opco"],
            page.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
        Assert.Equal("6\u00A0réponses sont à corriger", page.QuerySelector("#erreurs h2")!.TextContent);
        Assert.Equal(["mille", "1e3", "hier", "beaucoup"],
            new[] { "#prix", "#droits", "#date", "#opco" }.Select(field => page.QuerySelector(field)!.GetAttribute("value")));
    }

    [Fact]
    public async Task Simulator_LinkedWithATraining_IsFilled()
    {
        using var visitor = new Visitor(application);
        var page = (await visitor.GetAsync("/simulateur?prix=600.6&formation=rs")).Page;
        Assert.Equal("600.6", page.QuerySelector("#prix")!.GetAttribute("value"));
        Assert.Equal("rs", ((IHtmlSelectElement)page.QuerySelector("#formation")!).Value);
        var odd = (await visitor.GetAsync("/simulateur?prix=abc&formation=autre&droits=12")).Page;
        Assert.Equal("", odd.QuerySelector("#prix")!.GetAttribute("value"));
        Assert.Equal("", odd.QuerySelector("#droits")!.GetAttribute("value"));
    }

    /// <summary>A word that the rules know and the form does not would be money that cannot be told.</summary>
    [Fact]
    public void Labels_OfTheForm_AreThoseOfTheRules()
    {
        Assert.Equal(FundingWords.Caps.Keys.Order(), FundingLabels.Offers.Keys.Order());
        Assert.Equal(FundingWords.Statuses.Order(), FundingLabels.Statuses.Keys.Order());
        Assert.Equal(RuleWords.Dotations.Concat(RuleWords.TopUps).Order(), FundingLabels.Sources.Keys.Order());
        Assert.Equal(FundingLabels.Sources.Keys.Order(), FundingWords.Names.Keys.Order());
    }

    private Task<IHtmlDocument> PostAsync(params (string, string)[] fields) => PostAsync(HttpStatusCode.OK, fields);

    private async Task<IHtmlDocument> PostAsync(HttpStatusCode status, params (string, string)[] fields)
    {
        using var visitor = new Visitor(application);
        var answer = await visitor.PostAsync("/simulateur", fields);
        Assert.Equal(status, answer.Status);
        return new HtmlParser().ParseDocument(answer.Html);
    }
}
