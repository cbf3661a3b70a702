using System.Net;
using System.Text.Json;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>An establishment's bookings by program: the steps of the pages, once each, by the same table.</summary>
public sealed class ProviderBookingsApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Booking_AcknowledgedAndProposed_ShowsWhatIsPossible_AndTellsWhatIsNot()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "bookings");
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        var item = (await (await program.GetAsync(ProviderProgram.Bookings, Stop)).JsonAsync()).GetProperty("items")[0];
        Assert.Equal((id, "requested", "provider-silent"),
            (item.GetProperty("id").GetGuid(), Text(item, "state"), Text(item.GetProperty("next"), "event")));
        using var shown = await program.GetAsync($"{ProviderProgram.Bookings}/{id}", Stop);
        var booking = await shown.JsonAsync();
        Assert.Equal(["acknowledge", "propose", "refuse"], Possible(booking));
        Assert.Equal(JsonValueKind.Null, booking.GetProperty("learner").GetProperty("email").ValueKind);

        Assert.Equal("acknowledged", Text(await (await program.StepAsync(id, new { @event = "acknowledge" })).JsonAsync(), "state"));
        using var stale = await program.StepAsync(id, new { @event = "propose" }, shown.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var dear = await program.StepAsync(id, new { @event = "propose", priceCents = 99_999_999 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, dear.StatusCode);
        Assert.True((await dear.JsonAsync()).GetProperty("errors").TryGetProperty("priceCents", out _));
        var proposed = await (await program.StepAsync(id, new { @event = "propose", note = "Bienvenue" })).JsonAsync();
        Assert.Equal(("proposed", "Bienvenue"), (Text(proposed, "state"), Text(proposed, "note")));

        using var early = await program.StepAsync(id, new { @event = "declare-entry", on = "2027-02-01" });
        var conflict = await early.JsonAsync();
        Assert.Equal((HttpStatusCode.Conflict, "proposed"), (early.StatusCode, Text(conflict, "state")));
        Assert.Equal(["refuse"], Possible(conflict));
        Assert.InRange(await world.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log WHERE subject_id = @AccountId AND on_behalf_of = @OnBehalfOf AND actor_id IS NULL
                AND nature = 'bookings.provider.view' AND object = @booking
            """, new { holder.AccountId, world.Staff.OnBehalfOf, booking = $"booking:{id}" }), 2, int.MaxValue);
    }

    [Fact]
    public async Task Booking_Accepted_TellsHowToReachTheLearner_AndIsCancelledByTheProvider()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "bookings");
        var holder = await world.HolderAsync(300_000);
        var id = await world.AcceptedAsync(holder);
        var booking = await (await program.GetAsync($"{ProviderProgram.Bookings}/{id}", Stop)).JsonAsync();
        Assert.Equal("camille@example.org", Text(booking.GetProperty("learner"), "email"));
        Assert.Equal(["cancel"], Possible(booking));
        var done = await (await program.StepAsync(id, new { @event = "cancel", reason = "too-few" })).JsonAsync();
        Assert.Equal(("cancelled-by-provider", "too-few"), (Text(done, "state"), Text(done, "endReason")));
        Assert.Equal(300_000, await world.FreeAsync(holder));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Bookings_OfAnotherEstablishment_DoNotExist()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        await using var other = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, other.Siret, "bookings");
        var id = await world.SentAsync(await world.HolderAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync($"{ProviderProgram.Bookings}/{id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.StepAsync(id, new { @event = "acknowledge" })).StatusCode);
        Assert.Equal(0, (await (await program.GetAsync(ProviderProgram.Bookings, Stop)).JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal("requested", await world.StateAsync(id));
    }

    [Fact]
    public async Task List_GoesOnByCursor_AndIsNarrowedByState()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "bookings");
        var ids = new List<Guid>();
        for (var n = 0; n < 3; n++)
            ids.Add(await world.SentAsync(await world.HolderAsync()));
        await program.StepAsync(ids[1], new { @event = "acknowledge" });
        var seen = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await program.GetAsync($"{ProviderProgram.Bookings}?limit=2{cursor}", Stop)).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : null;
        }
        Assert.Equal(Enumerable.Reverse(ids), seen);
        var some = await (await program.GetAsync($"{ProviderProgram.Bookings}?state=acknowledged", Stop)).JsonAsync();
        Assert.Equal(ids[1], Assert.Single(some.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        using var odd = await program.GetAsync($"{ProviderProgram.Bookings}?state=perdu&limit=0&autre=1", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        Assert.Equal(["autre", "limit", "state"],
            (await odd.JsonAsync()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task Post_UnderOneName_IsDoneOnce_AndAnotherContentIsRefused()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "bookings");
        var id = await world.SentAsync(await world.HolderAsync());
        using var first = await program.StepAsync(id, new { @event = "acknowledge" }, once: "n-1");
        using var again = await program.StepAsync(id, new { @event = "acknowledge" }, once: "n-1");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal((first.Headers.ETag, "true"), (again.Headers.ETag, again.Headers.GetValues("Idempotency-Replayed").Single()));
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await again.Content.ReadAsStringAsync(Stop));
        Assert.Equal(1, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM booking_event WHERE booking_id = @id AND event = 'acknowledge'", new { id }));
        Assert.Equal(0, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM idempotent_request WHERE siret = @Siret AND position('stateLabel'::bytea IN body) > 0",
            new { world.Siret }));
        using var other = await program.StepAsync(id, new { @event = "refuse", reason = "dates" }, once: "n-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("acknowledged", await world.StateAsync(id));

        await world.ExecuteAsync("""
            INSERT INTO idempotent_request (siret, sandbox, name, request_hash)
            SELECT siret, sandbox, 'n-2', request_hash FROM idempotent_request WHERE siret = @Siret AND name = 'n-1'
            """, new { world.Siret });
        using var running = await program.StepAsync(id, new { @event = "acknowledge" }, once: "n-2");
        Assert.Equal(HttpStatusCode.Conflict, running.StatusCode);
        Assert.NotNull(running.Headers.RetryAfter);
        // Whoever began it died: after a while it is done by who asks, and the process says that it was done before.
        await world.ExecuteAsync("UPDATE idempotent_request SET started_at = now() - interval '3 minutes' WHERE name = 'n-2'");
        using var taken = await program.StepAsync(id, new { @event = "acknowledge" }, once: "n-2");
        Assert.Equal("acknowledged", Text(await taken.JsonAsync(), "state"));
        // After a day the name is free.
        await world.ExecuteAsync(
            "UPDATE idempotent_request SET started_at = now() - interval '26 hours' WHERE siret = @Siret", new { world.Siret });
        using var later = await program.StepAsync(id, new { @event = "refuse", reason = "dates" }, once: "n-1");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("""{"event":"fly"}""", "event")]
    [InlineData("""{"event":"acknowledge","note":"x"}""", "note")]
    [InlineData("""{"event":"propose","starts":"demain","hours":0}""", "hours,starts")]
    [InlineData("""{"event":"refuse","reason":"humeur"}""", "reason")]
    [InlineData("""{"event":"declare-entry"}""", "on")]
    [InlineData("""{"event":"declare-exit","on":"2027-03-01","reason":"learner-left"}""", "rate")]
    [InlineData("""{"event":"declare-exit","on":"2027-03-01","reason":"total","rate":80}""", "rate")]
    public async Task Post_WithAMistake_NamesTheField(string body, string fields)
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret, "bookings");
        var id = await world.SentAsync(await world.HolderAsync());
        using var answer = await program.StepAsync(id, new StringContent(body, null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields.Split(','), (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static IEnumerable<string> Possible(JsonElement json) =>
        json.GetProperty("possible").EnumerateArray().Select(name => name.GetString()!);
}
