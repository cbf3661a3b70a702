using System.Net;
using System.Text;
using System.Text.Json;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Api;

public sealed class SimulationApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Simulation_OfTheContract_AnswersEveryPartOfIt()
    {
        var (status, answer) = await PostAsync("""
            { "on": "2026-05-13", "priceCents": 145000, "offer": "rncp", "status": "employee", "annualRightsCents": 98000,
              "dotations": [ { "kind": "employer-penalty", "amountCents": 20000 } ], "topUps": [ { "kind": "opco", "amountCents": 20000 } ] }
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["ruleSet", "fixedParticipationCents", "exemption", "capCents", "lines", "learnerTotalCents", "explanations"],
            answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal((15_000, 15_000),
            (answer.GetProperty("fixedParticipationCents").GetInt64(), answer.GetProperty("learnerTotalCents").GetInt64()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("exemption").ValueKind);
        Assert.Equal("""
            [{"source":"fixed-participation","kind":null,"amountCents":15000},{"source":"dotation","kind":"employer-penalty","amountCents":20000},{"source":"annual-rights","kind":null,"amountCents":98000},{"source":"top-up","kind":"opco","amountCents":12000}]
            """, answer.GetProperty("lines").GetRawText());
        Assert.All(answer.GetProperty("explanations").EnumerateArray(),
            e => Assert.Equal(["rule", "reference", "text"], e.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task Simulation_WithoutDateAndLists_TakesToday()
    {
        var (status, answer) = await PostAsync(
            """{ "priceCents": 100000, "offer": "vae", "status": "jobseeker", "annualRightsCents": 0, "dotations": null }""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("jobseeker", answer.GetProperty("exemption").GetString());
    }

    [Fact]
    public async Task Simulation_LicenceWithoutThirdParty_IsRefusedWithItsArticle()
    {
        var (status, answer) = await PostAsync("""{ "on": "2026-05-13", "priceCents": 120000, "offer": "light-vehicle-licence", "status": "employee", "annualRightsCents": 200000 }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("L6323-6", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "on": "2018-12-31", "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0 }""", "on")]
    [InlineData("""{ "on": "13/05/2026", "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0 }""", "on")]
    [InlineData("""{ "priceCents": 0, "offer": "rs", "status": "employee", "annualRightsCents": 0 }""", "priceCents")]
    [InlineData("""{ "priceCents": 1.5, "offer": "rs", "status": "employee", "annualRightsCents": 0 }""", "priceCents")]
    [InlineData("""{ "priceCents": "1", "offer": "rs", "status": "employee", "annualRightsCents": 0 }""", "priceCents")]
    [InlineData("""{ "offer": "rs", "status": "employee", "annualRightsCents": 0 }""", "priceCents")]
    [InlineData("""{ "priceCents": 1, "offer": "pottery", "status": "employee", "annualRightsCents": 0 }""", "offer")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "king", "annualRightsCents": 0 }""", "status")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": -1 }""", "annualRightsCents")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0, "topUps": [ { "kind": "agreement", "amountCents": 1 } ] }""", "topUps[0].kind")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0, "dotations": [ { "kind": "agreement", "amountCents": 0 } ] }""", "dotations[0].amountCents")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0, "dotations": {} }""", "dotations")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0, "price": 1 }""", "price")]
    [InlineData("[]", "body")]
    public async Task Simulation_Mistake_IsNamed(string body, string name)
    {
        var (status, answer) = await PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty(name, out _), answer.GetRawText());
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{ "priceCents": 1, "priceCents": 2 }""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("priceCents=1", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Simulation_NotTheJsonItWants_IsAProblemDocument(string body, string type, HttpStatusCode expected)
    {
        using var client = application.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, type);
        var response = await client.PostAsync("/api/v1/simulations", content, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private async Task<(HttpStatusCode, JsonElement)> PostAsync(string body)
    {
        using var client = application.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await client.PostAsync("/api/v1/simulations", content, TestContext.Current.CancellationToken);
        return (response.StatusCode,
            JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
