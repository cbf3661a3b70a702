using System.Net;
using System.Text;
using System.Text.Json;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Marketplace.IntegrationTests.Inputs;

/// <summary>Limits on what one request may make the program do or say.</summary>
public sealed class InputBoundsTests(PeopleApplication application) : IClassFixture<PeopleApplication>
{
    [Fact]
    public async Task Boxes_MoreThanAFew_AreRefusedByTheApiAndLeftOutByThePage()
    {
        using var browser = new Visitor(application);
        var boxes = string.Join('&', Enumerable.Range(0, 11).Select(i => $"bbox={i},45,{i + 1},46"));
        var answer = await browser.GetAsync("/api/v1/actions?" + boxes);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Plus de 10 rectangles", answer.Html);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/actions?bbox=4,45,5,46&bbox=5,45,6,46")).Status);
        var page = await browser.GetAsync("/recherche?" + boxes);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("Zone de la carte", page.Text);
    }

    [Fact]
    public async Task Values_ManyOfManyParameters_AreRefusedTogether()
    {
        using var browser = new Visitor(application);
        var answer = await browser.GetAsync(
            $"/api/v1/actions?{Of("domain", "1")}&{Of("certification", "RS1")}&{Of("provider", "100000000000")}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Plus de 100 valeurs en tout", answer.Html);
        Assert.Equal(HttpStatusCode.OK,
            (await browser.GetAsync($"/api/v1/actions?{Of("domain", "1")}&{Of("provider", "100000000000")}")).Status);

        static string Of(string name, string start) => string.Join('&', Enumerable.Range(10, 40).Select(i => $"{name}={start}{i}"));
    }

    [Fact]
    public async Task SavedSearch_OfManyLongBoxes_IsRefusedWithASentence()
    {
        using var browser = await Visitor.SignedInAsync(application, "holder");
        var boxes = string.Join(
            '&', Enumerable.Range(0, 44)
            .Select(i => $"bbox=-{100 + i}.123456789012345,-80.12345678901234,{100 + i}.123456789012345,80.12345678901234"));
        Assert.Equal(HttpStatusCode.BadRequest,
            (await browser.PostAsync("/mes-recherches", ("requete", "?" + boxes), ("nom", "Long"), ("alerte", "non"))).Status);
        // Fewer boxes, and everything else that a search may hold.
        var tooLong = "?q=" + string.Concat(Enumerable.Repeat("%E2%82%AC", 200)) + "&" + string.Join(
            '&', Enumerable.Range(0, 50).Select(i => $"provider={10_000_000_000_000 + i}"));
        var answer = await browser.PostAsync("/mes-recherches", ("requete", tooLong), ("nom", "Long"), ("alerte", "non"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("trop longue pour être enregistrée", answer.Text);
        var most = "?" + string.Join('&', Enumerable.Range(0, 50).Select(i => $"provider={10_000_000_000_000 + i}")) + "&q=" + new string(
            'a', 200);
        Assert.Equal("/mes-recherches?fait=enregistree",
            (await browser.PostAsync("/mes-recherches", ("requete", most), ("nom", "Long"), ("alerte", "non"))).Location);
    }

    [Fact]
    public async Task Simulation_UnknownNamesWithoutEnd_AreNamedUpToAFewAndCounted()
    {
        var (status, body) = await SimulateAsync($"{{{string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"\"nom{i}\":1"))}}}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.InRange(body.Length, 1, 5_000);
        Assert.InRange(JsonDocument.Parse(body).RootElement.GetProperty("errors").EnumerateObject().Count(), 2, 21);
    }

    [Fact]
    public async Task Parameters_UnknownWithoutEnd_AreNamedUpToAFewAndCounted()
    {
        using var browser = new Visitor(application);
        var answer = await browser.GetAsync("/api/v1/actions?" + string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"u{i}")));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.InRange(answer.Html.Length, 1, 5_000);
    }

    [Fact]
    public async Task Simulation_BodyBeyondItsLimit_IsRefused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SimulateAsync($"{{\"offer\":\"{new string('a', 70_000)}\"}}")).Status);

    [Theory]
    [InlineData("""{ "priceCents": 1, "offer": "\ud800", "status": "employee", "annualRightsCents": 0 }""")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "\udc00\ud800", "annualRightsCents": 0 }""")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0, "\ud800": 1 }""")]
    [InlineData("""{ "priceCents": 1, "offer": "rs", "status": "employee", "annualRightsCents": 0, "topUps": [ { "kind": "x\udfff", "amountCents": 1 } ] }""")]
    public async Task Simulation_HalfACharacter_IsRefusedByName(string body)
    {
        var (status, text) = await SimulateAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("demi-caractère", text);
    }

    [Theory]
    [InlineData("/sitemap/9223372036854775807.xml")]
    [InlineData("/sitemap/204963823041218.xml")]
    [InlineData("/sitemap/1.xml")]
    [InlineData("/sitemap/-1.xml")]
    public async Task Sitemap_ListThatIsNotThere_IsNotFound(string path)
    {
        using var browser = new Visitor(application);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData(true, 0xD83D, 0xDE00)]
    [InlineData(true, 0x61, 0xD83D, 0xDE00, 0xD83D, 0xDCA3, 0x62)]
    [InlineData(false, 0xD83D)]
    [InlineData(false, 0xDE00, 0xD83D)]
    [InlineData(false, 0xD83D, 0xD83D, 0xDE00)]
    [InlineData(false, 0x61, 0xDE00)]
    [InlineData(false, 0x61, 0x0A, 0x62)]
    [InlineData(false, 0x61, 0x85, 0x62)]
    public async Task FormText_WholeCharactersOnly_AreTaken(bool taken, params int[] characters)
    {
        var text = string.Concat(characters.Select(character => (char)character));
        var request = new DefaultHttpContext().Request;
        request.ContentType = "application/x-www-form-urlencoded";
        request.Form = new FormCollection(new Dictionary<string, StringValues> { ["champ"] = text });
        var form = await PostedForm.ReadAsync(request, TestContext.Current.CancellationToken);
        if (taken)
            Assert.Equal(text, form.Text("champ"));
        else
            Assert.Throws<BadHttpRequestException>(() => form.Text("champ"));
    }

    private async Task<(HttpStatusCode Status, string Body)> SimulateAsync(string body)
    {
        using var browser = new Visitor(application);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/api/v1/simulations") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var answer = await browser.SendAsync(request);
        return (answer.Status, answer.Html);
    }
}
