using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>An establishment's catalogue by program: read, replaced, changed, by the rules of files.</summary>
public sealed class CatalogueApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Catalogue = "/api/v1/provider/catalogue";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalogue_ReadAndPutBack_ChangesNothing_AsJsonAndAsXml()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "catalogue");
        using var read = await program.GetAsync(Catalogue, Stop);
        var tag = read.Headers.ETag!.ToString();
        using var put = await program.SendAsync(HttpMethod.Put, Catalogue, await JsonAsync(read), tag);
        var report = await put.JsonAsync();
        Assert.True(put.StatusCode == HttpStatusCode.OK, report.ToString());
        Assert.Equal(("accepted", 0, 0, 4, 0), Sums(report));
        Assert.Equal(tag, put.Headers.ETag!.ToString());

        using var request = new HttpRequestMessage(HttpMethod.Get, Catalogue);
        request.Headers.Accept.ParseAdd("application/xml");
        using var xml = await program.SendAsync(request, Stop);
        var file = new ByteArrayContent(await xml.Content.ReadAsByteArrayAsync(Stop));
        file.Headers.ContentType = new("application/xml");
        using var again = await program.SendAsync(HttpMethod.Put, Catalogue, file, tag);
        Assert.Equal(("accepted", 0, 0, 4, 0), Sums(await again.JsonAsync()));
    }

    [Fact]
    public async Task Catalogue_ThatChangedSince_IsNotReplaced_AndWhatItDoesNotNameIsArchived()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "catalogue");
        using var read = await program.GetAsync(Catalogue, Stop);
        var old = read.Headers.ETag!.ToString();
        var wanted = JsonNode.Parse(await read.Content.ReadAsStringAsync(Stop))!;
        var sessions = wanted["offers"]![0]!["actions"]![0]!["sessions"]!.AsArray();
        sessions.RemoveAt(1);
        sessions[0]!["capacity"] = 7;
        using var put = await program.SendAsync(HttpMethod.Put, Catalogue, Body(wanted), old);
        Assert.Equal(("accepted", 0, 1, 2, 1), Sums(await put.JsonAsync()));
        Assert.Equal(7, await world.ScalarAsync<int>("SELECT capacity FROM session WHERE id = @Session", new { world.Session }));
        using var stale = await program.SendAsync(HttpMethod.Put, Catalogue, Body(wanted), old);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
    }

    [Fact]
    public async Task Catalogue_AgainstTheRules_IsRefusedWithItsReport_AndUnreadableNamesThePath()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "catalogue");
        var wanted = JsonNode.Parse(await (await program.GetAsync(Catalogue, Stop)).Content.ReadAsStringAsync(Stop))!;
        var offer = wanted["offers"]![0]!["offer"]!;
        offer["title"] = new string('x', 300);
        using var refused = await program.SendAsync(HttpMethod.Put, Catalogue, Body(wanted));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var message = (await refused.JsonAsync()).GetProperty("report").GetProperty("messages")[0];
        Assert.Equal(("error", JsonValueKind.Null), (message.GetProperty("severity").GetString(), message.GetProperty("line").ValueKind));
        offer["title"] = 12;
        using var typed = await program.SendAsync(HttpMethod.Put, Catalogue, Body(wanted));
        Assert.Equal("offers[0].offer.title", (await typed.JsonAsync()).GetProperty("errors").EnumerateObject().Single().Name);
        offer.AsObject().Remove("title");
        using var missing = await program.SendAsync(HttpMethod.Put, Catalogue, Body(wanted));
        Assert.Contains("title", (await missing.JsonAsync()).GetProperty("errors").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_Patched_LeaveTheOthers_AndGoWhenNamed()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "catalogue");
        var offer = JsonNode.Parse(await (await program.GetAsync(Catalogue, Stop)).Content.ReadAsStringAsync(Stop))!["offers"]![0]!;
        var first = offer["offer"]!["number"]!.GetValue<string>();
        var second = offer.DeepClone();
        second["offer"]!["number"] = "AUTRE";
        using var added = await program.SendAsync(HttpMethod.Patch, Catalogue, Body(new JsonObject { ["offers"] = new JsonArray(second) }));
        Assert.Equal(("accepted", 4, 0, 0, 0), Sums(await added.JsonAsync()));
        using var gone = await program.SendAsync(HttpMethod.Patch, Catalogue, Body(new JsonObject { ["archive"] = new JsonArray(first) }));
        Assert.Equal(("accepted", 0, 0, 0, 4), Sums(await gone.JsonAsync()));
        Assert.Equal(["AUTRE"], (await (await program.GetAsync(Catalogue, Stop)).JsonAsync()).GetProperty("offers").EnumerateArray()
            .Select(one => one.GetProperty("offer").GetProperty("number").GetString()));
    }

    [Fact]
    public async Task SessionAndAction_Patched_AreWhatPagesThenShow_AndSeatsTakenStay()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "catalogue");
        var action = (await (await program.GetAsync(Catalogue, Stop)).JsonAsync()).GetProperty("offers")[0].GetProperty("actions")[0];
        var session = $"/api/v1/provider/sessions/{action.GetProperty("sessions")[0].GetProperty("id").GetString()}";
        await world.AcceptedAsync(await world.HolderAsync(300_000));
        using var shown = await program.GetAsync(session, Stop);
        var json = await shown.JsonAsync();
        Assert.Equal(("open", 1), (json.GetProperty("state").GetString(), json.GetProperty("seatsTaken").GetInt32()));
        using var full = await program.SendAsync(HttpMethod.Patch, session, new { capacity = 0 });
        Assert.Equal(HttpStatusCode.Conflict, full.StatusCode);
        using var changed = await program.SendAsync(HttpMethod.Patch, session, new { capacity = 3, state = "closed" },
            shown.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal((3, false), await StateAsync(world));
        using var stale = await program.SendAsync(HttpMethod.Patch, session, new { state = "open" }, shown.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var unlimited = await program.SendAsync(HttpMethod.Patch, session, Body(JsonNode.Parse("""{"capacity":null}""")!));
        Assert.Equal(JsonValueKind.Null, (await unlimited.JsonAsync()).GetProperty("capacity").ValueKind);

        var path = $"/api/v1/provider/actions/{action.GetProperty("id").GetString()}";
        using var patched = await program.SendAsync(HttpMethod.Patch, path, new { url = "https://centre.example/formation" });
        Assert.Equal("https://centre.example/formation",
            (await patched.JsonAsync()).GetProperty("action").GetProperty("url").GetString());
        using var odd = await program.SendAsync(HttpMethod.Patch, path, new { modality = "par pigeon" });
        Assert.Equal("modality", (await odd.JsonAsync()).GetProperty("errors").EnumerateObject().Single().Name);
    }

    [Fact]
    public async Task Items_OfAnotherEstablishment_DoNotExist()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        await using var other = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, other.Siret, "catalogue");
        var id = await world.ScalarAsync<string>(
            "SELECT a.public_id FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret", new { world.Siret });
        foreach (var path in new[] { $"actions/{id}", $"sessions/{id}_S1", $"actions/{id}_S1", $"sessions/{id}" })
            Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync($"/api/v1/provider/{path}", Stop)).StatusCode);
        var theirs = JsonNode.Parse(await (await program.GetAsync(Catalogue, Stop)).Content.ReadAsStringAsync(Stop))!;
        theirs["siret"] = world.Siret;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.SendAsync(HttpMethod.Put, Catalogue, Body(theirs))).StatusCode);
    }

    private static async Task<(int, bool)> StateAsync(BookingWorld world) =>
        (await world.ScalarAsync<int>("SELECT capacity FROM session WHERE id = @Session", new { world.Session }),
            await world.ScalarAsync<bool>("SELECT open FROM session WHERE id = @Session", new { world.Session }));

    private static async Task<HttpContent> JsonAsync(HttpResponseMessage answer) =>
        new StringContent(await answer.Content.ReadAsStringAsync(Stop), null, "application/json");

    private static StringContent Body(JsonNode json) => new(json.ToJsonString(), null, "application/json");

    private static (string?, int, int, int, int) Sums(JsonElement report) => (report.GetProperty("status").GetString(),
        report.GetProperty("added").GetInt32(), report.GetProperty("changed").GetInt32(), report.GetProperty("unchanged").GetInt32(),
        report.GetProperty("archived").GetInt32());
}
