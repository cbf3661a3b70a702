using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Reconciliation;
using Marketplace.Platform.Time;
using Marketplace.Testing;
using Dapper;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>What the provider and the ledger say of a day, side by side.</summary>
public sealed class ReconciliationTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Day_WhereAllIsRight_HasSumsAndNothingUnmatched()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync(1_000);
        await world.PaidAsync(2_000);
        await world.RefundAsync(payment, 300, "a");
        await world.Sending.RunAsync(Stop);
        var report = await Reconciliation(world).RunAsync(world.Clock.Today(), Stop);
        Assert.Empty(report.Unmatched);
        Assert.Equal((2, 3_000, 1, 300, 2, 3_000, 1, 300), (report.Payments, report.PaymentsCents, report.Refunds, report.RefundsCents,
            report.LedgerPayments, report.LedgerPaymentsCents, report.LedgerRefunds, report.LedgerRefundsCents));
    }

    [Fact]
    public async Task Day_WithFaultsBothWays_NamesEachOnce()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var unheard = await world.FindAsync(await world.OpenAsync(100));
        await world.AtSandboxAsync(unheard.Id, "silent");
        var onlyHere = await world.FindAsync(await world.OpenAsync(200));
        await world.SayAsync(onlyHere.Id, CardEvent.Paid);
        var wrong = await world.FindAsync(await world.PaidAsync(300));
        var unknown = await world.FindAsync(await world.PaidAsync(400));
        await RunAsync("UPDATE sandbox_operation SET amount = 301 WHERE reference = @Reference", wrong);
        await RunAsync("INSERT INTO sandbox_operation (id, reference, kind, amount, made_at) VALUES (gen_random_uuid(), @Reference, 'refund', 7, '2026-11-26T12:00Z')", unknown);
        var followUp = new CardFollowUp(database.Source, world.Clock);
        for (var again = 0; again < 2; again++)
        {
            await Reconciliation(world).RunAsync(world.Clock.Today(), Stop);
            Assert.Equal(
                new (string, string, long?, long?)[]
                {
                    (unheard.Reference, UnmatchedProblems.NotPaidHere, 100, null), (onlyHere.Reference, UnmatchedProblems.OnlyLedger,
                        null, 200),
                    (wrong.Reference, UnmatchedProblems.WrongAmount, 301, 300),
                }.Order(),
                (await followUp.UnmatchedAsync(Stop)).Where(u => u.Kind == "payment").Select(u => (u.Reference, u.Problem,
                    u.ProviderCents, u.LedgerCents)).Order());
            Assert.Equal((UnmatchedProblems.OnlyProvider, 7L), (await followUp.UnmatchedAsync(Stop)).Where(u =>
                u.Kind == "refund").Select(u => (u.Problem, u.ProviderCents!.Value)).Single());
        }
    }

    /// <summary>Paid before midnight, notified after it.</summary>
    [Fact]
    public async Task Day_OfANotificationAfterMidnight_HasNoFault()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Clock.Now = new DateTimeOffset(2026, 11, 26, 22, 59, 50, TimeSpan.Zero);
        var payment = await world.OpenAsync(1_000);
        await world.AtSandboxAsync(payment, "before");
        world.Clock.Now = world.Clock.Now.AddSeconds(20);
        await world.SayAsync(payment, CardEvent.Paid);
        Assert.Empty((await Reconciliation(world).RunAsync(new DateOnly(2026, 11, 26), Stop)).Unmatched);
        var next = await Reconciliation(world).RunAsync(new DateOnly(2026, 11, 27), Stop);
        Assert.Empty(next.Unmatched);
        Assert.Equal((0, 1), (next.Payments, next.LedgerPayments));
    }

    [Fact]
    public async Task Nights_ThatWereMissed_AreMadeUpFor_AndFaultyDaysLookedAtAgain()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Outcome.LateVerdict = CardVerdict.Honoured;
        var unheard = await world.OpenAsync(100);
        await world.AtSandboxAsync(unheard, "silent");
        world.Clock.Now = world.Clock.Now.AddDays(1);
        Assert.Equal(1, await Reconciliation(world).RunDueAsync(Stop));
        var followUp = new CardFollowUp(database.Source, world.Clock);
        Assert.Single(await followUp.UnmatchedAsync(Stop));
        await world.SayAsync(unheard, CardEvent.Paid);
        world.Clock.Now = world.Clock.Now.AddDays(3);
        Assert.Equal(4, await Reconciliation(world).RunDueAsync(Stop));
        Assert.Empty(await followUp.UnmatchedAsync(Stop));
        Assert.Equal(4, (await followUp.DaysAsync(Stop)).Count);
    }

    private CardReconciliation Reconciliation(CardWorld world) => new(database.Source, world.Provider, world.Clock);

    private async Task RunAsync(string sql, object values)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(sql, values);
    }
}
