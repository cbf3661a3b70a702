using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Bookings.Endings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Calendar;
using Marketplace.Web.Pages.Endings;
using Xunit;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>The page of cancellations and exits: line by line in euros, and mistakes named where they are.</summary>
public sealed class EndingPageTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static readonly Dictionary<string, string> Late = new()
    {
        ["acceptation"] = "2027-01-04", ["debut"] = "2027-02-08", ["fin"] = "2027-03-12", ["zone"] = "metropole", ["prix"] = "1 500",
        ["participation"] = "150", ["droits"] = "1000,00", ["abondements"] = "300", ["carte"] = "50", ["evenement"] = "learner-cancels",
        ["jour"] = "2027-01-28",
    };

    [Fact]
    public async Task Ending_LateCancellation_IsToldLineByLine()
    {
        var page = await PostAsync(HttpStatusCode.OK);
        Assert.Equal("Annulation tardive", page.QuerySelector("#resultat")!.TextContent);
        Assert.Equal(
        [
            "Participation forfaitaire, payée par carte 150,00 € 7,50 € 0,00 € 0,00 € 142,50 €",
                "Droits acquis 1 000,00 € 50,00 € 0,00 € 950,00 € 0,00 €",
            "Abondements 300,00 € 15,00 € 285,00 € 0,00 € 0,00 €", "Reste payé par carte 50,00 € 2,50 € 0,00 € 0,00 € 47,50 €",
            "Total 1 500,00 € 75,00 € 285,00 € 950,00 € 190,00 €",
        ], page.QuerySelectorAll("section table tbody tr, section table tfoot tr").Select(row =>
            string.Join(' ', row.Children.Select(cell => cell.TextContent)).Replace('\u00A0', ' ').Replace('\u202F', ' ')));
        Assert.Equal(["2027-01-18", "2027-01-27"], page.QuerySelectorAll("section time").Select(day => day.GetAttribute("datetime")));
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-why li"));
        Assert.All(page.QuerySelectorAll(".mkt-why li"), step => Assert.NotEmpty(step.QuerySelector(".mkt-why__text")!.TextContent));
        Assert.Equal("1 500", page.QuerySelector("#prix")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Ending_ForceMajeureAndThirdParty_AreHeeded()
    {
        var page = await PostAsync(HttpStatusCode.OK, ("force-majeure", "oui"));
        Assert.Equal("Force majeure", page.QuerySelector("#resultat")!.TextContent);
        Assert.True(((IHtmlInputElement)page.QuerySelector("#force-majeure-oui")!).IsChecked);
        page = await PostAsync(HttpStatusCode.OK, ("participant", "opco"));
        Assert.Contains("Participation forfaitaire, payée par l’OPCO", page.QuerySelector("section tbody th")!.TextContent);
    }

    [Fact]
    public async Task Ending_Exit_TakesRateAndWhoIsLiable()
    {
        var page = await PostAsync(
            HttpStatusCode.OK, ("evenement", "exit"), ("jour", "2027-02-20"), ("taux", "62"), ("responsable", "learner"));
        Assert.Equal("Formation interrompue de votre fait", page.QuerySelector("#resultat")!.TextContent);
        Assert.Contains("930,00\u00A0€", page.QuerySelector("section p")!.TextContent);
        // What belongs to an exit stays in the form, and does not count for a cancellation: a radio button cannot be unset.
        page = await PostAsync(HttpStatusCode.OK, ("taux", "62"), ("responsable", "learner"));
        Assert.Equal("Annulation tardive", page.QuerySelector("#resultat")!.TextContent);
    }

    [Fact]
    public async Task Ending_OnAnImpossibleDay_SaysWhy()
    {
        var page = await PostAsync(HttpStatusCode.OK, ("jour", "2027-02-08"));
        Assert.Contains("il faut déclarer une sortie", page.QuerySelector(".fr-alert--warning")!.TextContent);
        Assert.Null(page.QuerySelector("#resultat"));
    }

    [Theory]
    [InlineData("acceptation", "", "Choisissez une date")]
    [InlineData("acceptation", "2027-02-08", "L’acceptation vient avant le début")]
    [InlineData("debut", "2014-12-31", "Choisissez une date")]
    [InlineData("fin", "2027-02-07", "La fin ne vient pas avant le début.")]
    [InlineData("zone", "paris", "Choisissez le lieu.")]
    [InlineData("prix", "1500,01", "doivent être égaux")]
    [InlineData("prix", "0", "Écrivez le prix")]
    [InlineData("droits", "beaucoup", "Écrivez un montant")]
    [InlineData("evenement", "danse", "Choisissez ce qui se passe.", "evenement-learner-cancels")]
    [InlineData("jour", "31/02/2027", "Choisissez une date")]
    [InlineData("taux", "101", "de 0 à 100")]
    [InlineData("taux", "", "de 0 à 100")]
    [InlineData("responsable", "", "du fait de qui", "responsable-learner")]
    public async Task Ending_BadInput_IsNamedBesideItsField(string field, string typed, string message, string? target = null)
    {
        var exit = field is "taux" or "responsable";
        var page = await PostAsync(HttpStatusCode.UnprocessableEntity,
        [
            .. exit ? new[] { ("evenement", "exit"), ("jour", "2027-02-20"), ("taux", "62"), ("responsable", "learner") } : [],
                (field, typed),
        ]);
        var error = Assert.Single(page.QuerySelectorAll("p.fr-error-text"));
        Assert.Equal(field + "-erreur", error.Id);
        Assert.Contains(message, error.TextContent);
        Assert.Equal("#" + (target ?? field), Assert.Single(page.QuerySelectorAll("#erreurs a")).GetAttribute("href"));
        Assert.Null(page.QuerySelector("#resultat"));
    }

    [Fact]
    public async Task Ending_IsLinkedFromTheSimulatorTheHelpAndThePlanOfTheSite()
    {
        using var visitor = new Visitor(application);
        foreach (var path in new[] { "/simulateur", "/aide", "/plan-du-site" })
            Assert.NotNull((await visitor.GetAsync(path)).Page.QuerySelector("main a[href='/annulation']"));
    }

    /// <summary>A word that the code knows and the page does not could not be told.</summary>
    [Fact]
    public void Labels_OfTheForm_AreThoseOfTheCode()
    {
        Assert.Equal(HolidayZones.ByName.Keys.Order(), EndingLabels.Zones.Keys.Order());
        Assert.Equal(EndingEvent.Kinds.Keys.Order(), EndingLabels.Events.Keys.Order());
        Assert.Equal(EndingEvent.Liabilities.Keys.Order(), EndingLabels.Liabilities.Keys.Order());
        Assert.Equal(typeof(EndingRules).GetFields().Select(field => (string)field.GetValue(null)!).Order(),
            EndingLabels.Rules.Keys.Order());
    }

    private async Task<IHtmlDocument> PostAsync(HttpStatusCode status, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>(Late);
        foreach (var (name, value) in changes)
            fields[name] = value;
        using var visitor = new Visitor(application);
        var answer = await visitor.PostAsync("/annulation", [.. fields.Select(field => (field.Key, field.Value))]);
        Assert.Equal(status, answer.Status);
        return new HtmlParser().ParseDocument(answer.Html);
    }
}
