using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Marketplace.ProviderSpace.Webhooks;
using Marketplace.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>The program whose webhooks may lead to receivers on this machine.</summary>
public sealed class LoopbackApplication : MarketplaceApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Webhooks:AllowLoopback", "true");
    }
}

/// <summary>A client that knows openapi.json alone drives a catalogue and a booking in the sandbox, with a receiver of its own.</summary>
public sealed class ProviderJourneyTests(LoopbackApplication application) : IClassFixture<LoopbackApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operations_ThatAreServed_AreDescribed_AndNoOthers()
    {
        using var client = application.CreateClient();
        var described = (await DescribedApi.ReadAsync(client)).Operations;
        var served = SiteRoutes.All(application).Where(route => route.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal))
            .Select(route => $"{route.Method} {DescribedApi.PathOf(route.Pattern)}").ToHashSet();
        Assert.Equal(served.Order(), described.Order());
    }

    [Fact]
    public async Task CatalogueAndBooking_InTheSandbox_GoFromTheFirstOfferToTheValidatedService()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        await using var receiver = await Receiver.StartAsync();
        using var earnest = await ProviderProgram.StartAsync(application, world.Siret);
        using var client = await ProviderProgram.StartAsync(application, world.Siret, sandbox: true);
        var api = await DescribedApi.ReadAsync(client);
        var ledger = await world.ScalarAsync<long>("SELECT count(*) FROM ledger_transfer");
        var outbox = await world.ScalarAsync<long>("SELECT count(*) FROM outbox");

        var hook = await CallAsync("CreateWebhook", body: new { url = receiver.Address, events = new[] { "booking", "offer" } });
        var secret = hook.GetProperty("secret").GetString()!;

        // What is published is a catalogue to try with.
        var wanted = JsonNode.Parse(await (await earnest.GetAsync("/api/v1/provider/catalogue", Stop)).Content.ReadAsStringAsync(Stop))!;
        Assert.Empty((await CallAsync("GetProviderCatalogue")).GetProperty("offers").EnumerateArray());
        Assert.Equal(4, (await CallAsync("ReplaceProviderCatalogue", body: wanted)).GetProperty("added").GetInt32());
        var kept = (await CallAsync("GetProviderCatalogue")).GetProperty("offers")[0];
        var session = kept.GetProperty("actions")[0].GetProperty("sessions")[0].GetProperty("id").GetString()!;
        Assert.Equal(12, (await CallAsync("ChangeProviderSession", session, new { capacity = 12 })).GetProperty("capacity").GetInt32());
        var action = kept.GetProperty("actions")[0].GetProperty("id").GetString()!;
        await CallAsync("ChangeProviderAction", action, new { url = "https://centre.example/essai" });
        Assert.Equal("https://centre.example/essai",
            (await CallAsync("GetProviderAction", action)).GetProperty("action").GetProperty("url").GetString());

        var id = (await CallAsync("CreateSandboxBooking", body: new { session })).GetProperty("id").GetString()!;
        Assert.Equal(id, (await CallAsync("ListProviderBookings")).GetProperty("items")[0].GetProperty("id").GetString());
        await StepAsync("ActOnProviderBooking", new { @event = "acknowledge" }, "acknowledged");
        await StepAsync("ActOnProviderBooking", new { @event = "propose", priceCents = 140_000 }, "proposed");
        await StepAsync("PlaySandboxBooking", new { @event = "accept" }, "accepted");
        await StepAsync("ActOnProviderBooking", new { @event = "declare-entry", on = "2027-02-01" }, "in-training");
        await StepAsync("ActOnProviderBooking", new { @event = "take-back-entry" }, "accepted");
        await StepAsync("ActOnProviderBooking", new { @event = "declare-entry", on = "2027-02-01" }, "in-training");
        await StepAsync("ActOnProviderBooking",
            new { @event = "declare-exit", on = "2027-02-20", reason = "learner-left", rate = 50 }, "service-declared");
        await StepAsync("PlaySandboxBooking", new { @event = "validate" }, "service-validated");
        using var late = await SendAsync("ActOnProviderBooking", id, new { @event = "cancel", reason = "other" });
        Assert.Equal(409, (int)late.StatusCode);
        Assert.Equal("service-validated", (await api.CheckAsync("ActOnProviderBooking", late)).GetProperty("state").GetString());
        Assert.Equal(70_000, (await CallAsync("GetProviderBooking", id)).GetProperty("providerDueCents").GetInt64());

        await Eventually.BeAsync("the last event", async () =>
        {
            await application.Services.GetRequiredService<WebhookSending>().RunAsync(Stop);
            return receiver.Messages.Any(message => message.Type == "booking.service-validated");
        });
        Assert.All(receiver.Messages, message => Assert.True(message.IsSignedWith(secret)));
        Assert.Subset(receiver.Messages.Select(message => message.Type).ToHashSet(), new HashSet<string>
        {
            "offer.changed", "booking.requested", "booking.acknowledged", "booking.proposed", "booking.accepted", "booking.in-training",
            "booking.service-declared", "booking.service-validated",
        });
        var log = await CallAsync("ListDeliveries", hook.GetProperty("id").GetString());
        Assert.Contains(log.GetProperty("items").EnumerateArray(), line => line.GetProperty("state").GetString() == "delivered");

        // Nothing of it is real: neither search nor ledger nor bookings know it, nor does a key that is in earnest.
        Assert.Equal(ledger, await world.ScalarAsync<long>("SELECT count(*) FROM ledger_transfer"));
        Assert.Equal(outbox, await world.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        Assert.Equal(0, await world.ScalarAsync<long>("SELECT count(*) FROM booking WHERE siret = @Siret", new { world.Siret }));
        Assert.Equal(404, (int)(await earnest.GetAsync($"{ProviderProgram.Bookings}/{id}", Stop)).StatusCode);

        async Task StepAsync(string operation, object body, string state) =>
            Assert.Equal(state, (await CallAsync(operation, id, body)).GetProperty("state").GetString());

        async Task<JsonElement> CallAsync(string operation, string? of = null, object? body = null)
        {
            using var answer = await SendAsync(operation, of, body);
            Assert.True(answer.IsSuccessStatusCode, $"{operation}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
            return await api.CheckAsync(operation, answer);
        }

        async Task<HttpResponseMessage> SendAsync(string operation, string? of, object? body)
        {
            var (method, path) = api.Of(operation);
            using var request = new HttpRequestMessage(new(method), path.Replace("{id}", of, StringComparison.Ordinal))
            {
                Content = body is null ? null : body is JsonNode node
                    ? new StringContent(node.ToJsonString(), null, "application/json") : JsonContent.Create(body),
            };
            if (method == "POST")
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            return await client.SendAsync(request, Stop);
        }
    }
}
