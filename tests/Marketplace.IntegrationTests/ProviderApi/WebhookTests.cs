using System.Net;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.People.Access;
using Marketplace.Platform.Vault;
using Marketplace.ProviderSpace.Webhooks;
using Marketplace.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>Events of bookings and offers on their way to programs. The sending is run by the tests, on a database of their own.</summary>
public sealed class WebhookTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MasterKeys Keys = new("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_OfBookingsAndOffers_AreSentSignedAndThin()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        var hook = await HookAsync(world, receiver.Address);
        var id = await world.SentAsync(await world.HolderAsync());
        await world.ExecuteAsync("""
            INSERT INTO outbox (action_id) SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id, generate_series(1, 3) WHERE o.siret = @Siret
            """, new { world.Siret });
        await SendAsync();
        Assert.Equal(["booking.requested", "offer.changed"], receiver.Messages.Select(m => m.Type).Order());
        var booking = receiver.Messages.Single(m => m.Type == "booking.requested");
        Assert.Equal((id, "requested"), (booking.Data.GetProperty("id").GetGuid(), booking.Data.GetProperty("state").GetString()));
        Assert.DoesNotContain("camille", booking.Body, StringComparison.OrdinalIgnoreCase);
        Assert.All(receiver.Messages, message => Assert.True(message.IsSignedWith(hook.Secret)));
        Assert.Equal(0, await SendAsync());
    }

    [Fact]
    public async Task Secret_Renewed_SignsBesideTheOldOne()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        var hook = await HookAsync(world, receiver.Address);
        var next = (await Register.RotateAsync(Scope(world), hook.Id, Actor.Program, Stop))!;
        await world.SentAsync(await world.HolderAsync());
        await SendAsync();
        var message = Assert.Single(receiver.Messages);
        Assert.True(message.IsSignedWith(hook.Secret) && message.IsSignedWith(next.Secret));
        await world.ExecuteAsync("UPDATE webhook SET previous_until = now() - interval '1 second' WHERE id = @Id", new { hook.Id });
        await world.SentAsync(await world.HolderAsync());
        await SendAsync();
        var later = receiver.Messages.Last();
        Assert.True(!later.IsSignedWith(hook.Secret) && later.IsSignedWith(next.Secret));
    }

    [Fact]
    public async Task Event_ThatFails_IsTriedTenTimesOverThreeDays_UnderOneId_ThenSetAside_AndReplayed()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(500);
        var hook = await HookAsync(world, receiver.Address);
        await world.SentAsync(await world.HolderAsync());
        var pauses = new List<double>();
        for (var n = 1; n <= 10; n++)
        {
            await SendAsync();
            Assert.Equal(n, receiver.Messages.Count);
            pauses.Add(await world.ScalarAsync<double>(
                "SELECT extract(epoch FROM next_try_at - now())::float8 FROM webhook_delivery WHERE webhook_id = @Id", new { hook.Id }));
            // Nothing goes out before its time; then the time comes.
            Assert.Equal(0, await SendAsync());
            await world.ExecuteAsync("""
                UPDATE webhook_delivery SET next_try_at = now() WHERE webhook_id = @Id;
                UPDATE webhook SET held_until = NULL WHERE id = @Id
                """, new { hook.Id });
        }
        Assert.InRange(pauses.Take(9).Sum() / 86_400, 2.5, 3.3);
        Assert.Equal(0, await SendAsync());
        Assert.Single(receiver.Messages.Select(m => m.Id).Distinct());
        Assert.All(receiver.Messages, message => Assert.True(message.IsSignedWith(hook.Secret)));
        var delivery = Assert.Single(await Log.ListAsync(hook.Id, null, 10, Stop));
        Assert.Equal((10, 500), (delivery.Attempts, delivery.LastStatus!.Value));
        Assert.NotNull(delivery.SetAsideAt);

        receiver.Answer = _ => Task.FromResult(200);
        Assert.True(await Log.ReplayAsync(hook.Id, delivery.Id, Stop));
        await SendAsync();
        Assert.NotNull(Assert.Single(await Log.ListAsync(hook.Id, null, 10, Stop)).DeliveredAt);
        Assert.Single(receiver.Messages.Select(m => m.Id).Distinct());
    }

    [Fact]
    public async Task Receiver_ThatIsGone_GetsNothingMore()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(410);
        var hook = await HookAsync(world, receiver.Address);
        await world.SentAsync(await world.HolderAsync());
        await SendAsync();
        await world.SentAsync(await world.HolderAsync());
        await SendAsync();
        Assert.Single(receiver.Messages);
        Assert.Equal("gone", (await Register.FindAsync(Scope(world), hook.Id, Stop))!.SwitchedOffWhy);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        await using var other = await Receiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.Headers.Location = other.Address;
            return Task.FromResult(307);
        };
        var hook = await HookAsync(world, receiver.Address);
        await world.SentAsync(await world.HolderAsync());
        await SendAsync();
        Assert.Empty(other.Messages);
        Assert.Equal(307, Assert.Single(await Log.ListAsync(hook.Id, null, 10, Stop)).LastStatus);
    }

    [Fact]
    public async Task Receiver_ThatFails_DoesNotHoldBackTheOthers()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var slow = await Receiver.StartAsync();
        await using var good = await Receiver.StartAsync();
        var open = new TaskCompletionSource();
        slow.Answer = async _ =>
        {
            await open.Task;
            return 500;
        };
        var bad = await HookAsync(world, slow.Address);
        await HookAsync(world, good.Address);
        for (var n = 0; n < 6; n++)
            await world.SentAsync(await world.HolderAsync());
        var sending = SendAsync();
        // All of the others' arrive while the slow one has not answered a single one.
        await Eventually.BeAsync("all of the others’", () => Task.FromResult(good.Messages.Count == 6));
        Assert.False(sending.IsCompleted);
        Assert.InRange(slow.Messages.Count, 1, 4);
        open.SetResult();
        await sending;
        Assert.InRange(slow.Messages.Count, 1, 4);
        Assert.True((await Register.FindAsync(Scope(world), bad.Id, Stop))!.Failures > 0);
    }

    /// <summary>The name was public when it was given; now it leads to this machine.</summary>
    [Fact]
    public async Task Name_ThatChangesItsAnswer_IsLookedAtWhenItIsCalled()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        var resolver = new ChangingResolver("93.184.216.34");
        var url = $"https://logiciel.example:{receiver.Port}/";
        Assert.Null(WebhookTarget.ProblemOf(url, new(false)));
        var hook = await HookAsync(world, url);
        await world.SentAsync(await world.HolderAsync());
        foreach (var address in new[] { "127.0.0.1", "169.254.169.254", "10.0.0.7", "::1", "::ffff:127.0.0.1" })
        {
            resolver.Answer = address;
            await SendAsync(resolver, loopback: false);
            Assert.Equal((null, "not-public"), await LastAsync(hook));
            await world.ExecuteAsync("""
                UPDATE webhook_delivery SET next_try_at = now() WHERE webhook_id = @Id;
                UPDATE webhook SET held_until = NULL WHERE id = @Id
                """, new { hook.Id });
        }
        Assert.Equal(5, resolver.Asked);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task Webhook_OfTheSandbox_GetsNothingReal()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        await using var receiver = await Receiver.StartAsync();
        await HookAsync(world, receiver.Address, sandbox: true);
        await world.SentAsync(await world.HolderAsync());
        await SendAsync();
        Assert.Empty(receiver.Messages);
    }

    private WebhookRegister Register => new(database.Source, Keys);

    private Deliveries Log => new(database.Source);

    private static WebhookScope Scope(BookingWorld world) => new([world.Siret], null);

    private async Task<MadeWebhook> HookAsync(BookingWorld world, string url, bool sandbox = false) =>
        (await Register.CreateAsync(world.Siret, sandbox, url, ["booking", "offer"], Actor.Program, Stop))!;

    private async Task<(int? Status, string? Error)> LastAsync(MadeWebhook hook)
    {
        var delivery = Assert.Single(await Log.ListAsync(hook.Id, null, 10, Stop));
        return (delivery.LastStatus, delivery.LastError);
    }

    private async Task<int> SendAsync(IHostResolver? resolver = null, bool loopback = true)
    {
        using var sending = new WebhookSending(database.Source, Keys, resolver ?? new ChangingResolver("127.0.0.1"), new(loopback),
            NullLogger<WebhookSending>.Instance);
        return await sending.RunAsync(Stop);
    }

    private sealed class ChangingResolver(string first) : IHostResolver
    {
        public string Answer { get; set; } = first;

        public int Asked { get; private set; }

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Parse(Answer)]);
        }
    }
}
