using System.Security.Cryptography;
using System.Text;
using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Mailing;

public sealed class MailDeliveryTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly MasterKeys Keys = new(
        "essai", new Dictionary<string, byte[]> { ["essai"] = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength) });

    private MailDelivery Delivery => new(database.Source);

    public async ValueTask InitializeAsync() => await ExecuteAsync("TRUNCATE mail");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Payload_InTheTable_IsSealed()
    {
        await QueueAsync();
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var payload = await connection.ExecuteScalarAsync<byte[]>("SELECT payload FROM mail");
        var row = await connection.ExecuteScalarAsync<string>("SELECT mail::text FROM mail") + Encoding.Latin1.GetString(payload!);
        Assert.DoesNotContain("zoe@exemple.fr", row, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("jeton", row, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("zoe@exemple.fr", (await TakeAsync())!.Open(Keys).To);
    }

    [Fact]
    public async Task Taken_AndNeverMarked_IsTakenAgainAfterTheLeaseOnly()
    {
        await QueueAsync();
        var first = await TakeAsync();
        Assert.Null(await TakeAsync());
        await ExecuteAsync("UPDATE mail SET next_attempt_at = next_attempt_at - interval '2 minutes'");
        var second = await TakeAsync();
        Assert.Equal(first!.Id, second!.Id);
        Assert.Equal(2, second.Attempts);
    }

    [Fact]
    public async Task Taken_ByManyAtOnce_EachMailByOne()
    {
        for (var i = 0; i < 30; i++)
            await QueueAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => TakeAsync()));
        // A taker that meets a row just being taken may come back empty-handed; the next sweep has it.
        var ids = taken.OfType<TakenMail>().Select(mail => mail.Id).ToList();
        while (await TakeAsync() is { } left)
            ids.Add(left.Id);
        Assert.Equal(30, ids.Count);
        Assert.Equal(30, ids.Distinct().Count());
    }

    [Fact]
    public async Task Failed_AgainAndAgain_PausesGrowThenItIsSetAside()
    {
        await QueueAsync();
        foreach (var seconds in new[] { 10, 60, 300, 1800, 7200, 21600, 86400 })
        {
            Assert.True(await Delivery.MarkFailedAsync((await TakeAsync())!, "panne", TestContext.Current.CancellationToken));
            await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var pause = await connection.ExecuteScalarAsync<double>("SELECT extract(epoch FROM next_attempt_at - now())::float8 FROM mail");
            Assert.InRange(pause, seconds - 30, seconds);
            await ExecuteAsync("UPDATE mail SET next_attempt_at = now()");
        }
        Assert.False(await Delivery.MarkFailedAsync((await TakeAsync())!, "panne", TestContext.Current.CancellationToken));
        await ExecuteAsync("UPDATE mail SET next_attempt_at = now()");
        Assert.Null(await TakeAsync());
        Assert.Equal(0, await Delivery.CountWaitingAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Failed_AfterSomebodyElseTookIt_DoesNotShortenTheirLease()
    {
        await QueueAsync();
        var late = await TakeAsync();
        await ExecuteAsync("UPDATE mail SET next_attempt_at = now()");
        await TakeAsync();
        await Delivery.MarkFailedAsync(late!, "panne", TestContext.Current.CancellationToken);
        Assert.Equal(1, await CountAsync("error IS NULL AND next_attempt_at > now() + interval '1 minute'"));
    }

    [Theory]
    [InlineData("sent_at = now() - interval '31 days'", 0)]
    [InlineData("set_aside_at = now() - interval '31 days'", 0)]
    [InlineData("sent_at = now() - interval '29 days'", 1)]
    [InlineData("attempts = 3", 1)]
    public async Task Purge_OnlyWhatEndedLongAgo_IsDeleted(string state, int left)
    {
        await QueueAsync();
        await ExecuteAsync($"UPDATE mail SET created_at = now() - interval '40 days', {state}");
        await Delivery.PurgeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(left, await CountAsync("true"));
    }

    private Task<TakenMail?> TakeAsync() => Delivery.TakeAsync(TestContext.Current.CancellationToken);

    private async Task QueueAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await MailQueue.EnqueueAsync(
            connection, Keys, new MailMessage("reset", "zoe@exemple.fr", MailSamples.Values["reset"]),
            TestContext.Current.CancellationToken);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql);
    }

    private async Task<int> CountAsync(string condition)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM mail WHERE {condition}");
    }
}
