using System.Net;
using System.Text;
using System.Text.Json;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Moving;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Marketplace.Payments.Cards;
using Marketplace.People.Tokens;
using Xunit;

namespace Marketplace.IntegrationTests.Api;

/// <summary>The learner's own bookings for a program with a token.</summary>
public sealed class BookingsApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_IsPagedByCursor_AndHoldsOnesOwnAlone()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var mine = new List<Guid>();
        for (var n = 0; n < 3; n++)
        {
            mine.Add(await world.SentAsync(holder));
            await world.Get<Marketplace.Bookings.Answers.LearnerAnswers>().DeclineAsync(BookingWorld.Mine(mine[^1], holder), null, holder,
                Stop);
        }
        await world.SentAsync(await world.HolderAsync());
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder, TokenScopes.Read));
        var first = await (await program.GetAsync("/api/v1/bookings?limit=2", Stop)).JsonAsync();
        var second = await (await program.GetAsync($"/api/v1/bookings?limit=2&cursor={first.GetProperty("next").GetString()}", Stop))
            .JsonAsync();
        Assert.Equal(Enumerable.Reverse(mine), Ids(first).Concat(Ids(second)));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        var item = first.GetProperty("items")[0];
        Assert.Equal(["id", "number", "state", "stateLabel", "title", "provider", "starts", "ends", "priceCents", "changedAt", "next"],
            item.EnumerateObject().Select(p => p.Name));
        Assert.Equal(BookingProcess.RefusedByLearner, item.GetProperty("state").GetString());
        Assert.True(await world.ScalarAsync<bool>("""
            SELECT count(*) = 2 FROM access_log WHERE subject_id = @AccountId AND nature = 'bookings.mine.view' AND operation = 'look-up'
            """, new { holder.AccountId }));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?cursor=!", "cursor")]
    [InlineData("?cursor=", "cursor")]
    [InlineData("?page=2", "page")]
    public async Task List_WithBadParameters_NamesThem(string query, string name)
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, await world.HolderAsync()));
        using var answer = await program.GetAsync("/api/v1/bookings" + query, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _));
    }

    [Fact]
    public async Task Accept_WithTheCardAmountThatWasShown_OpensTheCardPage_AndThePaymentConfirms()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var id = await world.ProposedAsync(holder);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder));
        using var shown = await program.ShowAsync(id);
        var booking = await shown.JsonAsync();
        Assert.Equal(["accept", "decline"], Possible(booking).Order());
        var cents = booking.GetProperty("plan").GetProperty("cardCents").GetInt64();
        Assert.Equal(50_000, cents);

        using var stale = await program.ActAsync(id, new { @event = "accept", cardCents = 1 });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using var accepted = await program.ActAsync(id, new { @event = "accept", cardCents = cents }, shown.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.NotEqual(shown.Headers.ETag, accepted.Headers.ETag);
        var payment = (await accepted.JsonAsync()).GetProperty("payment");
        Assert.EndsWith($"/paiements/{payment.GetProperty("id").GetGuid()}/retour", payment.GetProperty("href").GetString(),
            StringComparison.Ordinal);
        await world.SayAsync(payment.GetProperty("id").GetGuid(), CardEvent.Paid);

        var confirmed = await (await program.ShowAsync(id)).JsonAsync();
        Assert.Equal(("accepted", 150_000L), (confirmed.GetProperty("state").GetString(),
            confirmed.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("amountCents").GetInt64())));
        Assert.Equal(["ask-move", "cancel"], Possible(confirmed).Order());
        Assert.NotEqual(JsonValueKind.Null, confirmed.GetProperty("withdrawalUntil").ValueKind);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Decline_AndCancel_DoWhatThePagesDo()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var (given, cancelled) = (await world.AcceptedAsync(holder), Guid.Empty);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder));
        var cancel = await (await program.ActAsync(given, new { @event = "cancel" })).JsonAsync();
        Assert.Equal("cancelled-by-learner", cancel.GetProperty("state").GetString());
        Assert.Equal(100_000, await world.FreeAsync(holder));
        cancelled = await world.SentAsync(holder);
        var decline = await (await program.ActAsync(cancelled, new { @event = "decline" })).JsonAsync();
        Assert.Equal("refused-by-learner", decline.GetProperty("state").GetString());
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Move_AskedByTheProvider_IsAgreedTo_AndAnotherIsAskedAndTakenBack()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder));
        await world.Get<SessionMoves>().AskAsync(world.Theirs(id), null, await world.SessionAsync("S2"), world.Staff, Stop);
        var agreed = await (await program.ActAsync(id, new { @event = "agree-move" })).JsonAsync();
        Assert.Equal("S2", agreed.GetProperty("training").GetProperty("session").GetString());
        var asked = await (await program.ActAsync(id, new { @event = "ask-move", session = "S1" })).JsonAsync();
        Assert.Equal("learner", asked.GetProperty("move").GetProperty("askedBy").GetString());
        var back = await (await program.ActAsync(id, new { @event = "refuse-move" })).JsonAsync();
        Assert.Equal(JsonValueKind.Null, back.GetProperty("move").ValueKind);
        Assert.Equal(HttpStatusCode.Conflict, (await program.ActAsync(id, new { @event = "ask-move", session = "S9" })).StatusCode);
    }

    [Fact]
    public async Task Act_ThatIsNotPossible_IsAConflictThatNamesStateAndPossible()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder));
        using var answer = await program.ActAsync(id, new { @event = "cancel" });
        var problem = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.Conflict, "requested"), (answer.StatusCode, problem.GetProperty("state").GetString()));
        Assert.Equal(["decline"], Possible(problem));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Act_OnABookingThatChangedSinceItWasRead_Is412_AndDoesNothing()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder));
        var tag = (await program.ShowAsync(id)).Headers.ETag!.Tag;
        await world.Get<Marketplace.Bookings.Answers.ProviderAnswers>().AcknowledgeAsync(world.Theirs(id), null, world.Staff, Stop);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await program.ActAsync(id, new { @event = "decline" }, tag)).StatusCode);
        Assert.Equal(BookingProcess.Acknowledged, await world.StateAsync(id));
        Assert.Equal(HttpStatusCode.OK, (await program.ActAsync(id, new { @event = "decline" }, "*")).StatusCode);
    }

    [Fact]
    public async Task Act_WithATokenThatReads_IsForbidden_AndStandsInTheLog()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var id = await world.SentAsync(holder);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder, TokenScopes.Read));
        Assert.Equal(HttpStatusCode.Forbidden, (await program.ActAsync(id, new { @event = "decline" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await program.ShowAsync(id)).StatusCode);
        Assert.Equal(BookingProcess.Requested, await world.StateAsync(id));
        Assert.Equal(1, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE subject_id = @AccountId AND operation = 'refusal'", new { holder.AccountId }));
    }

    [Fact]
    public async Task Bookings_OfSomebodyElse_DoNotExist()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var id = await world.SentAsync(await world.HolderAsync());
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, await world.HolderAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await program.ShowAsync(id)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.ActAsync(id, new { @event = "decline" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.ShowAsync(Guid.NewGuid())).StatusCode);
        Assert.Equal(BookingProcess.Requested, await world.StateAsync(id));
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("{}", "event")]
    [InlineData("""{ "event": "propose" }""", "event")]
    [InlineData("""{ "event": "accept" }""", "cardCents")]
    [InlineData("""{ "event": "accept", "cardCents": -1 }""", "cardCents")]
    [InlineData("""{ "event": "accept", "cardCents": "1" }""", "cardCents")]
    [InlineData("""{ "event": "cancel", "forceMajeure": "oui" }""", "forceMajeure")]
    [InlineData("""{ "event": "ask-move" }""", "session")]
    [InlineData("""{ "event": "decline", "session": "S1" }""", "session")]
    public async Task Act_WithABodyThatMakesNoSense_NamesWhat(string body, string name)
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, await world.HolderAsync()));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync($"/api/v1/bookings/{Guid.NewGuid()}/events", content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _));
    }

    [Fact]
    public async Task Act_WithAForm_Is415()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, await world.HolderAsync()));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("event", "decline")]);
        using var answer = await program.PostAsync($"/api/v1/bookings/{Guid.NewGuid()}/events", form, Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private static IEnumerable<Guid> Ids(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid());

    private static IEnumerable<string> Possible(JsonElement booking) =>
        booking.GetProperty("possible").EnumerateArray().Select(item => item.GetString()!);
}
