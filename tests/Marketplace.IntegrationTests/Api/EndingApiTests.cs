using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Api;

public sealed class EndingApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Order = """
        { "acceptedOn": "2027-01-04", "start": "2027-02-08", "end": "2027-03-12", "zone": "metropole", "priceCents": 150000,
          "lines": [ { "source": "fixed-participation", "kind": null, "amountCents": 15000 },
                     { "source": "dotation", "kind": "agreement", "amountCents": 35000 },
                     { "source": "annual-rights", "amountCents": 75000 },
                     { "source": "top-up", "kind": "opco", "amountCents": 25000 } ] }
        """;

    [Fact]
    public async Task Ending_OfTheContract_AnswersEveryPartOfIt()
    {
        var (status, answer) = await PostAsync($$"""
            { "order": { "acceptedOn": "2027-01-04", "start": "2027-02-08", "end": "2027-03-12", "zone": "metropole", "priceCents": 15000,
                         "lines": [ { "source": "fixed-participation", "kind": null, "amountCents": 15000 } ] },
              "event": { "kind": "learner-cancels", "on": "2027-01-10", "forceMajeure": false } }
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["ruleSet", "rule", "providerDueCents", "withdrawalUntil", "freeCancellationUntil", "lines", "explanations"],
            answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("withdrawal", 0, "2027-01-18", "2027-01-27"),
            (answer.GetProperty("rule").GetString(), answer.GetProperty("providerDueCents").GetInt64(),
            answer.GetProperty("withdrawalUntil").GetString(), answer.GetProperty("freeCancellationUntil").GetString()));
        Assert.Equal("""
            [{"source":"fixed-participation","kind":null,"amountCents":15000,"usedCents":0,"returnedCents":15000,"keptCents":0,"creditCents":0}]
            """, answer.GetProperty("lines").GetRawText());
        Assert.NotEmpty(answer.GetProperty("explanations").EnumerateArray());
        Assert.All(answer.GetProperty("explanations").EnumerateArray(),
            e => Assert.Equal(["rule", "reference", "text"], e.EnumerateObject().Select(p => p.Name)));
    }

    /// <summary>By hand: 62 % of 1,500 € are 930 €; each line pays 62 % of its own; the top-up's 95 € return, the rest is kept.</summary>
    [Fact]
    public async Task Ending_ExitOfALiableLearner_IsTheOneWorkedByHand()
    {
        var (status, answer) = await PostAsync(
            $$"""{ "order": {{Order}}, "event": { "kind": "exit", "on": "2027-02-20", "rate": 62, "liable": "learner" } }""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("learner-liable", 93_000),
            (answer.GetProperty("rule").GetString(), answer.GetProperty("providerDueCents").GetInt64()));
        Assert.Equal([(9_300, 0, 5_700, 0), (21_700, 0, 13_300, 0), (46_500, 0, 28_500, 0), (15_500, 9_500, 0, 0)],
            answer.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("usedCents").GetInt32(),
                line.GetProperty("returnedCents").GetInt32(), line.GetProperty("keptCents").GetInt32(),
                line.GetProperty("creditCents").GetInt32())));
    }

    [Theory]
    [InlineData("""{ "kind": "learner-cancels", "on": "2027-01-28" }""", "late-cancellation", 7_500)]
    [InlineData("""{ "kind": "learner-cancels", "on": "2027-01-28", "forceMajeure": true, "rate": null, "liable": null }""",
        "force-majeure", 0)]
    [InlineData("""{ "kind": "provider-cancels", "on": "2027-02-07" }""", "provider-cancellation", 0)]
    [InlineData("""{ "kind": "funder-refuses", "on": "2027-01-04" }""", "funder-refusal", 0)]
    [InlineData("""{ "kind": "exit", "on": "2027-03-12", "rate": 100, "liable": "provider" }""", "total", 150_000)]
    [InlineData("""{ "kind": "exit", "on": "2027-02-08", "rate": 0, "forceMajeure": true }""", "force-majeure", 0)]
    [InlineData("""{ "kind": "exit", "on": "2027-02-20", "rate": 33, "liable": "provider" }""", "provider-liable", 49_500)]
    public async Task Ending_OfEachRule_IsAnswered(string ending, string rule, long due)
    {
        var (status, answer) = await PostAsync($$"""{ "order": {{Order}}, "event": {{ending}} }""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((rule, due), (answer.GetProperty("rule").GetString(), answer.GetProperty("providerDueCents").GetInt64()));
    }

    [Theory]
    [InlineData("learner-cancels", "2027-01-03"), InlineData("learner-cancels", "2027-02-08"), InlineData("provider-cancels", "2027-02-08")]
    [InlineData("funder-refuses", "2027-03-01"), InlineData("exit", "2027-02-07"), InlineData("exit", "2027-03-13")]
    public async Task Ending_OnAnImpossibleDay_IsUnprocessable(string kind, string day)
    {
        var (status, answer) = await PostAsync(
            $$"""{ "order": {{Order}}, "event": { "kind": "{{kind}}", "on": "{{day}}"{{(kind == "exit" ? ", \"rate\": 100" : "")}} } }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotEmpty(answer.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("order", "null", "order")]
    [InlineData("event", "[]", "event")]
    [InlineData("order.acceptedOn", "\"2027-02-08\"", "order.acceptedOn")]
    [InlineData("order.acceptedOn", "\"2014-12-31\"", "order.acceptedOn")]
    [InlineData("order.acceptedOn", "null", "order.acceptedOn")]
    [InlineData("order.start", "\"08/02/2027\"", "order.start")]
    [InlineData("order.end", "\"2027-02-07\"", "order.end")]
    [InlineData("order.end", "\"2051-01-01\"", "order.end")]
    [InlineData("order.zone", "\"paris\"", "order.zone")]
    [InlineData("order.priceCents", "0", "order.priceCents")]
    [InlineData("order.priceCents", "150001", "order.lines")]
    [InlineData("order.priceCents", "1e3000", "order.priceCents")]
    [InlineData("order.lines", "[]", "order.lines")]
    [InlineData("order.lines", "null", "order.lines")]
    [InlineData("order.lines", "[ 1 ]", "order.lines[0]")]
    [InlineData("order.lines", """[ { "source": "card", "amountCents": 150000 } ]""", "order.lines[0].source")]
    [InlineData("order.lines", """[ { "source": "learner", "amountCents": 0 } ]""", "order.lines[0].amountCents")]
    [InlineData("order.lines", """[ { "source": "top-up", "kind": "agreement", "amountCents": 150000 } ]""", "order.lines[0].kind")]
    [InlineData("order.lines", """[ { "source": "learner", "kind": "opco", "amountCents": 150000 } ]""", "order.lines[0].kind")]
    [InlineData("order.lines", """[ { "source": "learner", "amountCents": 150000, "bucket": 1 } ]""", "order.lines[0].bucket")]
    [InlineData("order.price", "1", "order.price")]
    [InlineData("event.kind", "\"stops\"", "event.kind")]
    [InlineData("event.on", "null", "event.on")]
    [InlineData("event.forceMajeure", "\"yes\"", "event.forceMajeure")]
    [InlineData("event.rate", "null", "event.rate")]
    [InlineData("event.rate", "101", "event.rate")]
    [InlineData("event.rate", "-1", "event.rate")]
    [InlineData("event.rate", "61.5", "event.rate")]
    [InlineData("event.liable", "null", "event.liable")]
    [InlineData("event.liable", "\"nobody\"", "event.liable")]
    [InlineData("extra", "1", "extra")]
    public async Task Ending_Mistake_IsNamed(string member, string value, string name)
    {
        var body = JsonNode.Parse(
            $$"""{ "order": {{Order}}, "event": { "kind": "exit", "on": "2027-02-20", "rate": 62, "liable": "learner" } }""")!;
        var parts = member.Split('.');
        (parts.Length == 1 ? body : body[parts[0]]!)[parts[^1]] = JsonNode.Parse(value);
        var (status, answer) = await PostAsync(body.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal([name], answer.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("learner-cancels"), InlineData("provider-cancels"), InlineData("funder-refuses")]
    public async Task Ending_RateOrLiableWithoutAnExit_IsRefused(string kind)
    {
        var (status, answer) = await PostAsync(
            $$"""{ "order": {{Order}}, "event": { "kind": "{{kind}}", "on": "2027-01-10", "rate": 0, "liable": "learner" } }""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["event.rate", "event.liable"], answer.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private async Task<(HttpStatusCode, JsonElement)> PostAsync(string body)
    {
        using var client = application.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await client.PostAsync("/api/v1/endings/simulations", content, TestContext.Current.CancellationToken);
        return (response.StatusCode,
            JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
