using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.Search;
using Marketplace.Web.Pages.Search;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>Places as people write them, on the page and in the API, and what the page says about them.</summary>
public sealed class PlaceWordsPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    [Theory]
    [InlineData("69000", "/recherche?near=69123")]
    [InlineData("75000", "/recherche?near=75056")]
    [InlineData("69372 Lyon Cedex 08", "/recherche?near=69388")]
    [InlineData("Lyon VII", "/recherche?near=69387")]
    [InlineData("l isle d abeau", "/recherche?near=38193")]
    [InlineData("St-Étienne", "/recherche?near=42218")]
    [InlineData("92925", "/recherche?near=92062&lieu=92925")]
    [InlineData("PARIS LA DEFENSE CEDEX", "/recherche?near=92062&lieu=PARIS%20LA%20DEFENSE%20CEDEX")]
    [InlineData("Annecy-le-Vieux", "/recherche?near=74010&lieu=Annecy-le-Vieux")]
    public async Task Place_AsPeopleWriteIt_IsSettledIntoTheAddress(string typed, string expected)
    {
        var (response, _) = await application.GetPageAsync("/recherche?where=" + Uri.EscapeDataString(typed), follow: false);
        Assert.Equal((HttpStatusCode.Redirect, expected), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("92925", "« 92925 » n’est le code postal d’aucune commune", "Puteaux")]
    [InlineData("Annecy-le-Vieux", "Pour « Annecy-le-Vieux »", "autour d’Annecy.")]
    public async Task Place_ThatAnswersForAnother_SaysSo(string typed, string note, string place)
    {
        var (_, page) = await application.GetPageAsync("/recherche?where=" + Uri.EscapeDataString(typed));
        Assert.Contains(page.QuerySelectorAll(".mkt-notice"), n => n.TextContent.Contains(note, StringComparison.Ordinal)
            && n.TextContent.Contains(place, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("near=74010", "Toutes les formations autour d’Annecy (74)")]
    [InlineData("near=76351&q=cuisine", "Formations « cuisine » autour du Havre (76)")]
    public async Task Heading_OfASearchAroundATown_IsFrench(string query, string heading)
    {
        var (_, page) = await application.GetPageAsync("/recherche?" + query);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Note_OfAnotherPlaceInTheAddress_IsNotShown()
    {
        var (_, page) = await application.GetPageAsync("/recherche?near=69123&lieu=92925");
        Assert.DoesNotContain("92925", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Place_VillageThatMostMeanATownBy_OffersBoth()
    {
        var (_, page) = await application.GetPageAsync("/recherche?where=%C3%89vry");
        var options = page.QuerySelectorAll("input[type=radio][name=where]").Select(r => r.GetAttribute("value")).ToList();
        Assert.Equal("commune:91228", options[0]);
        Assert.Contains("commune:89162", options);
    }

    [Fact]
    public async Task Search_CodeInNoListInTheText_SaysThatThePlaceIsTheNearestKnown()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+69399");
        Assert.Contains(page.QuerySelectorAll(".mkt-notice"),
            n => n.TextContent.Contains("« 69399 » n’est le code postal d’aucune commune", StringComparison.Ordinal));
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-card"));
    }

    [Fact]
    public async Task Api_PlacesInTextFalse_ReadsNoPlace()
    {
        using var client = application.CreateClient();
        var answer = await client.GetFromJsonAsync<JsonElement>(
            "/api/v1/actions?q=Lyon+cuisine&placesInText=false", TestContext.Current.CancellationToken);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("understood").GetProperty("place").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("otherReading").ValueKind);
    }

    [Fact]
    public void OtherReading_Place_LinksToTheRestOfTheTextAroundIt()
    {
        var query = new SearchQuery { Today = new DateOnly(2027, 1, 4), Text = "tours numériques", Page = 2, Level = [5] };
        var notice = OtherReadingNotice.Of(
            query, new OtherReading(new NearPoint(47.39, 0.68, "37261", "Tours"), "numériques", 12), onMap: true)!;
        Assert.Equal(
            ("Chercher plutôt « numériques » autour de Tours", "/recherche?q=num%C3%A9riques&near=37261&level=5&vue=carte",
            "12 formations"),
            (notice.Label, notice.Href, notice.Found.Replace('\u00A0', ' ')));
    }

    [Fact]
    public void OtherReading_Words_LinksToTheSameTextWithoutPlaces()
    {
        var query = new SearchQuery { Today = new DateOnly(2027, 1, 4), Text = "commerce dijon" };
        var notice = OtherReadingNotice.Of(query, new OtherReading(null, "commerce dijon", 1), onMap: false)!;
        Assert.Equal(
            ("Chercher plutôt l’expression « commerce dijon »", "/recherche?q=commerce%20dijon&placesInText=false"),
            (notice.Label, notice.Href));
    }

    [Theory]
    [InlineData("92925", "92062", true)]
    [InlineData("annecy le vieux", "74010", false)]
    public async Task Places_CodeOrFormerCommune_SaysWhyThePlaceAnswers(string typed, string insee, bool guessed)
    {
        using var client = application.CreateClient();
        var answer = await client.GetFromJsonAsync<JsonElement>(
            "/api/v1/places?q=" + Uri.EscapeDataString(typed), TestContext.Current.CancellationToken);
        var first = answer.GetProperty("items")[0];
        Assert.Equal((insee, guessed), (first.GetProperty("inseeCode").GetString(), first.GetProperty("guessed").GetBoolean()));
        Assert.Equal(guessed ? null : "Annecy-le-Vieux", first.GetProperty("alias").GetString());
    }
}
