using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>Money goes back to the card once, in parts, and never more than came.</summary>
public sealed class RefundTests : IAsyncLifetime
{
    // Of each test: the job looks at all refunds there are.
    private readonly TestDatabase database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Refund_InParts_StopsAtWhatWasPaid()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync(1_000);
        await world.RefundAsync(payment, 400, "a");
        await world.RefundAsync(payment, 400, "a");
        world.Clock.Now = world.Clock.Now.AddSeconds(1);
        await world.RefundAsync(payment, 500, "b");
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.RefundAsync(payment, 101, "c"));
        await Assert.ThrowsAsync<ArgumentException>(() => world.RefundAsync(payment, 399, "a"));
        // Of one payment, one at a time.
        Assert.Equal(new RefundReport(1, 0, 0), await world.Sending.RunAsync(Stop));
        Assert.Equal((CardProcess.PartRefunded, 400), ((await world.FindAsync(payment)).State,
            (await world.FindAsync(payment)).RefundedCents));
        await world.Sending.RunAsync(Stop);
        await world.RefundAsync(payment, 100, "c");
        await world.Sending.RunAsync(Stop);
        Assert.Equal((CardProcess.Refunded, 0), (await world.StateAsync(payment), await world.AvailableAsync()));
        Assert.Equal(1_000, await world.ScalarAsync<long>("SELECT sum(amount)::bigint FROM sandbox_operation WHERE kind = 'refund'"));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Refund_OfWhatNeverCame_IsRefused()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.RefundAsync(payment, 1, "a"));
        await Assert.ThrowsAsync<ArgumentException>(() => world.RefundAsync(Guid.NewGuid(), 1, "a"));
    }

    /// <summary>What a booking has reserved or spent is not there to go back.</summary>
    [Fact]
    public async Task Refund_OfMoneyThatIsReserved_IsRefusedByTheLedger()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var booking = Guid.NewGuid();
        var payment = await world.PaidAsync(1_000, booking);
        var bucket = (await world.FindAsync(payment)).Bucket!.Value;
        await database.Source.InTransactionAsync(async connection => await BookingLedger.ReserveAsync(connection,
            new AcceptedBooking(booking, world.Holder, 1_000, 0, "test", null, [(bucket, 1_000L)]), new DateOnly(2026, 11, 26),
            await Marketplace.Money.Regulation.RuleSets.FreezeAsync(connection,
                Marketplace.Money.Regulation.RuleBook.Current.On(new(2026, 11, 26)), Stop), Stop), Stop);
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => world.RefundAsync(payment, 1, "a"));
        await world.VerifyAsync();
    }

    /// <summary>The provider did it, and this process died before it could say so.</summary>
    [Fact]
    public async Task Refund_WhoseAnswerWasLost_IsAskedAgainAndDoneOnce()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync(1_000);
        await world.RefundAsync(payment, 300, "a");
        world.Provider.LoseAnswers = 1;
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Sending.RunAsync(Stop));
        Assert.Equal(new RefundReport(0, 0, 0), await world.Sending.RunAsync(Stop));
        world.Clock.Now = world.Clock.Now.AddMinutes(6);
        Assert.Equal(new RefundReport(1, 0, 0), await world.Sending.RunAsync(Stop));
        Assert.Equal(300, await world.ScalarAsync<long>("SELECT sum(amount)::bigint FROM sandbox_operation WHERE kind = 'refund'"));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Refund_ThatIsNotPossibleNow_IsTriedLaterAndLaterAndThenSetAside()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync(1_000);
        await world.RefundAsync(payment, 300, "a");
        world.Provider.RefuseWith = CardRefundAnswer.Later("Pas encore remis en banque.");
        for (var tries = 1; tries < RefundSending.MostTries; tries++)
        {
            Assert.Equal(new RefundReport(0, 1, 0), await world.Sending.RunAsync(Stop));
            Assert.Equal(new RefundReport(0, 0, 0), await world.Sending.RunAsync(Stop));
            world.Clock.Now += RefundSending.PauseAfter(tries);
        }
        Assert.Equal(new RefundReport(0, 0, 1), await world.Sending.RunAsync(Stop));
        Assert.Equal("Pas encore remis en banque.",
            await world.ScalarAsync<string>("SELECT problem FROM card_refund WHERE state = 'set-aside'"));
        Assert.InRange(Enumerable.Range(1, RefundSending.MostTries - 1).Sum(tries => RefundSending.PauseAfter(tries).TotalDays), 2, 4);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Refund_ThatTheProviderRefuses_IsSetAsideAtOnce()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync(1_000);
        await world.RefundAsync(payment, 300, "a");
        world.Provider.RefuseWith = CardRefundAnswer.Refused("Carte expirée.");
        Assert.Equal(new RefundReport(0, 0, 1), await world.Sending.RunAsync(Stop));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Refunds_AskedAtOnce_NeverGiveBackMoreThanWasPaid()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync(1_000);
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(async n =>
        {
            try
            {
                await world.RefundAsync(payment, 300, $"{n}");
                return true;
            }
            catch (ProcessRefusedException)
            {
                return false;
            }
        }));
        Assert.Equal(3, asked.Count(done => done));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Sending.RunAsync(Stop)));
        for (var n = 0; n < 3; n++)
            await world.Sending.RunAsync(Stop);
        Assert.Equal((900, 100), ((await world.FindAsync(payment)).RefundedCents, await world.AvailableAsync()));
        await world.VerifyAsync();
    }
}
