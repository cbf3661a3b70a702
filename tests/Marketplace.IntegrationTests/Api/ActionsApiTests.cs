using System.Net;
using System.Text.Json;
using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Api;

public sealed class ActionsApiTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    [Fact]
    public async Task Action_AccessibilityReadFromWords_IsMarkedAsRead()
    {
        var (_, answer) = await GetAsync("/api/v1/actions/" + SampleCatalogue.Blended);

        var features = answer.GetProperty("access").GetProperty("features").EnumerateArray()
            .Select(f => (f.GetProperty("value").GetString(), f.GetProperty("fromText").GetBoolean()));
        Assert.Equal([("premises", false), ("disability-referent", true)], features);
    }

    [Fact]
    public async Task Search_Answer_HasEveryFieldOfTheContract()
    {
        var (status, answer) = await GetAsync("/api/v1/actions?q=cuisine&near=69123&pageSize=50");
        Assert.Equal(HttpStatusCode.OK, status);
        AssertNames(answer, "total", "groups", "items", "facets", "understood", "correction", "relaxed", "widened", "otherReading",
            "tookMs");
        AssertNames(answer.GetProperty("understood"), "place", "level", "code", "wishes", "notSearched");
        var item = answer.GetProperty("items").EnumerateArray().First(i => i.GetProperty("id").GetString() == SampleCatalogue.Kitchen);
        AssertNames(item, "id", "title", "provider", "place", "distanceKm", "modality", "priceCents", "hours", "certification",
            "nextSession",
            "accessibility", "rating", "alsoAt", "highlights");
        AssertNames(item.GetProperty("provider"), "siret", "name");
        AssertNames(item.GetProperty("place"), "inseeCode", "city", "postcode", "lat", "lng");
        AssertNames(item.GetProperty("certification"), "type", "code", "title", "level");
        AssertNames(item.GetProperty("nextSession"), "id", "start", "end", "guaranteed", "seatsLeft");
        AssertNames(item.GetProperty("highlights"), "title");
        Assert.Equal(60060, item.GetProperty("priceCents").GetInt64());
        Assert.Equal("in-person", item.GetProperty("modality").GetString());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("rating").ValueKind);
        var remote = answer.GetProperty("items").EnumerateArray().First(i => i.GetProperty("modality").GetString() == "remote");
        Assert.Equal(JsonValueKind.Null, remote.GetProperty("distanceKm").ValueKind);
    }

    [Fact]
    public async Task Search_Facets_HaveFrenchLabelsAndSkipTheirOwnFilter()
    {
        var (_, answer) = await GetAsync("/api/v1/actions?q=cuisine&modality=blended");
        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        var lines = answer.GetProperty("facets").GetProperty("modality").EnumerateArray()
            .ToDictionary(l => l.GetProperty("value").GetString()!);
        Assert.Equal("En centre", lines["in-person"].GetProperty("label").GetString());
        Assert.Equal(SampleCatalogue.CookingInPerson, lines["in-person"].GetProperty("count").GetInt32());
        var (_, without) = await GetAsync("/api/v1/actions?facets=false");
        Assert.Empty(without.GetProperty("facets").EnumerateObject());
    }

    [Fact]
    public async Task Search_Lists_NeverHoldContactPersons()
    {
        using var client = application.CreateClient();
        var json = await client.GetStringAsync("/api/v1/actions?pageSize=50", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("0199000000", json);
        Assert.DoesNotContain("accueil@centre.example", json);
    }

    [Theory]
    [InlineData("motdepasse=1", "motdepasse")]
    [InlineData("Q=cuisine", "Q")]
    [InlineData("near=99999", "near")]
    [InlineData("near=45.7", "near")]
    [InlineData("near=95,4.8", "near")]
    [InlineData("near=", "near")]
    [InlineData("near=69123&near=75056", "near")]
    [InlineData("radius=0", "radius")]
    [InlineData("radius=201", "radius")]
    [InlineData("radius=dix", "radius")]
    [InlineData("department=999", "department")]
    [InlineData("region=1", "region")]
    [InlineData("remote=maybe", "remote")]
    [InlineData("remote=Only", "remote")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=5,45,4,46", "bbox")]
    [InlineData("modality=3", "modality")]
    [InlineData("modality=remote&modality=x", "modality")]
    [InlineData("accessibility=stairs", "accessibility")]
    [InlineData("certificationType=RNCP", "certificationType")]
    [InlineData("level=2", "level")]
    [InlineData("level=9", "level")]
    [InlineData("domain=abc", "domain")]
    [InlineData("rome=1602", "rome")]
    [InlineData("pace=8", "pace")]
    [InlineData("language=fra", "language")]
    [InlineData("certification=37805", "certification")]
    [InlineData("provider=123", "provider")]
    [InlineData("startAfter=11/01/2027", "startAfter")]
    [InlineData("startAfter=2027-02-30", "startAfter")]
    [InlineData("startAfter=2027-02-02&startBefore=2027-02-01", "startAfter")]
    [InlineData("permanentEntry=oui", "permanentEntry")]
    [InlineData("guaranteed=1", "guaranteed")]
    [InlineData("seatsLeft=0", "seatsLeft")]
    [InlineData("seatsLeft=false", "seatsLeft")]
    [InlineData("priceMin=-1", "priceMin")]
    [InlineData("priceMax=12.5", "priceMax")]
    [InlineData("priceMin=2000&priceMax=1000", "priceMin")]
    [InlineData("hoursMin=x", "hoursMin")]
    [InlineData("hoursMin=20&hoursMax=10", "hoursMin")]
    [InlineData("minRating=6", "minRating")]
    [InlineData("sort=prix", "sort")]
    [InlineData("page=0", "page")]
    [InlineData("page=9999", "page")]
    [InlineData("pageSize=51", "pageSize")]
    [InlineData("facets=no", "facets")]
    [InlineData("exact=", "exact")]
    [InlineData("collapse=0", "collapse")]
    public async Task Search_BadParameter_IsRefusedByName(string query, string parameter)
    {
        using var client = application.CreateClient();
        var response = await client.GetAsync("/api/v1/actions?" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Contains(parameter, problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Contains(parameter, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Search_SeveralBadParameters_AreAllNamed()
    {
        var (status, problem) = await GetAsync("/api/v1/actions?radius=0&sort=x&autre=1");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["autre", "radius", "sort"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }

    [Theory]
    [InlineData("near=45.7333,4.8428&radius=12.5&remote=exclude&sort=distance")]
    [InlineData("department=69&region=84&modality=in-person&modality=remote&level=3&level=4&domain=22&rome=G1602&pace=full-time&language=FR")]
    [InlineData("bbox=4,45,5,46&certification=RNCP38430&provider=99900000000026&certificationType=rncp&accessibility=premises")]
    [InlineData("startAfter=2026-01-01&startBefore=2030-01-01&permanentEntry=false&guaranteed=true&priceMin=0&priceMax=100000&hoursMin=1&hoursMax=500")]
    [InlineData("minRating=4.5&seatsLeft=1&sort=rating&page=2&pageSize=50&facets=false&exact=true&collapse=false")]
    [InlineData("q=")]
    public async Task Search_GoodParameters_AreAccepted(string query)
    {
        var (status, _) = await GetAsync("/api/v1/actions?" + query);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Search_ControlCharactersInText_AreBlanks()
    {
        var (_, clean) = await GetAsync("/api/v1/actions?q=cuisine");
        var (status, pasted) = await GetAsync("/api/v1/actions?q=%00cuisine%0A");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(clean.GetProperty("total").GetInt32(), pasted.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Search_SeatsLeftTrue_MeansAtLeastOne()
    {
        var (status, any) = await GetAsync("/api/v1/actions?seatsLeft=true");
        Assert.Equal(HttpStatusCode.OK, status);
        var (_, one) = await GetAsync("/api/v1/actions?seatsLeft=1");
        var (_, all) = await GetAsync("/api/v1/actions");
        Assert.Equal(one.GetProperty("total").GetInt32(), any.GetProperty("total").GetInt32());
        Assert.True(any.GetProperty("total").GetInt32() < all.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Action_Whole_HasSessionsAndContacts()
    {
        var (status, action) = await GetAsync("/api/v1/actions/" + SampleCatalogue.Blended);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("blended", action.GetProperty("modality").GetString());
        Assert.Equal(4550, action.GetProperty("price").GetProperty("extraFeesCents").GetInt64());
        Assert.Equal("0199000000", action.GetProperty("contact").GetProperty("phone").GetString());
        Assert.Equal("S1", action.GetProperty("sessions")[0].GetProperty("id").GetString());
        Assert.Equal("<p>Techniques de <strong>cuisine</strong></p>", action.GetProperty("texts").GetProperty("content").GetString());
        var (_, hostile) = await GetAsync("/api/v1/actions/" + SampleCatalogue.Hostile);
        Assert.Equal(JsonValueKind.Null, hostile.GetProperty("url").ValueKind);
        Assert.DoesNotContain("onclick", hostile.ToString());
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NotFound)]
    [InlineData(true, HttpStatusCode.Gone)]
    public async Task Action_UnknownOrArchived_IsAProblem(bool archived, HttpStatusCode expected)
    {
        var (status, problem) = await GetAsync("/api/v1/actions/" + (archived ? SampleCatalogue.Archived : "inconnue"));
        Assert.Equal(expected, status);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> GetAsync(string path)
    {
        using var client = application.CreateClient();
        var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var json = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonDocument.Parse(json).RootElement);
    }

    private static void AssertNames(JsonElement value, params string[] names) =>
        Assert.Equal(names, value.EnumerateObject().Select(p => p.Name));
}
