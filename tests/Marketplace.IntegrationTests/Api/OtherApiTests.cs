using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Web.Searching;
using Xunit;

namespace Marketplace.IntegrationTests.Api;

public sealed class OtherApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Theory]
    [InlineData("lyon", "69123")]
    [InlineData("69007", "69387")]
    [InlineData("saint étienne", "42218")]
    public async Task Places_ByNameOrPostcode_AreFound(string text, string insee)
    {
        var answer = await GetAsync("/api/v1/places?q=" + Uri.EscapeDataString(text));
        var place = answer.GetProperty("items").EnumerateArray().Single(p => p.GetProperty("inseeCode").GetString() == insee);
        Assert.Equal(["inseeCode", "name", "postcodes", "department", "lat", "lng", "alias", "guessed"],
            place.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("/api/v1/places")]
    [InlineData("/api/v1/places?q=lyon&limit=0")]
    [InlineData("/api/v1/places?q=lyon&autre=1")]
    [InlineData("/api/v1/suggestions")]
    [InlineData("/api/v1/suggestions?q=a&limit=21")]
    public async Task Completion_BadParameters_AreRefused(string path)
    {
        using var client = application.CreateClient();
        var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Description_NamesEveryParameterAndEndpoint()
    {
        var description = await GetAsync("/api/v1/openapi.json");
        var paths = description.GetProperty("paths");
        Assert.Equal(["/api/v1/actions", "/api/v1/actions/{id}", "/api/v1/bookings", "/api/v1/bookings/{id}",
            "/api/v1/bookings/{id}/events", "/api/v1/calendar/{year}", "/api/v1/calendar/working-days",
            "/api/v1/endings/simulations", "/api/v1/open-data", "/api/v1/open-data/{edition}", "/api/v1/open-data/{edition}/{file}",
            "/api/v1/places", "/api/v1/simulations", "/api/v1/statistics", "/api/v1/suggestions"],
            // Those of providers' programs have a test of their own.
            paths.EnumerateObject().Select(p => p.Name).Where(p => !p.StartsWith("/api/v1/provider/", StringComparison.Ordinal)).Order());
        var parameters = paths.GetProperty("/api/v1/actions").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!);
        Assert.Equal(SearchParameters.All.Select(p => p.Name).Order(), parameters.Keys.Order());
        Assert.Equal(200, parameters["radius"].GetProperty("schema").GetProperty("maximum").GetInt32());
        var bookings = paths.GetProperty("/api/v1/bookings").GetProperty("get");
        Assert.Equal(["cursor", "limit"],
            bookings.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal("token", bookings.GetProperty("security")[0].EnumerateObject().Single().Name);
        Assert.Equal("bearer",
            description.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
        Assert.Equal(["200", "400", "401", "403", "404", "409", "412", "415", "429"],
            paths.GetProperty("/api/v1/bookings/{id}/events").GetProperty("post")
            .GetProperty("responses").EnumerateObject().Select(r => r.Name).Order());
        Assert.False(paths.GetProperty("/api/v1/places").GetProperty("get").TryGetProperty("security", out _));
        Assert.Equal("array", parameters["modality"].GetProperty("schema").GetProperty("type").GetString());
    }

    [Fact]
    public async Task UnknownAddress_IsAProblemDocument()
    {
        using var client = application.CreateClient();
        var response = await client.GetAsync("/api/v1/nothing", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var client = application.CreateClient();
        return await client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
    }
}
