using Marketplace.Payments.Cards;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>A payment ends once, whatever is said of it, in whatever order and however often.</summary>
public sealed class CardPaymentTests : IAsyncLifetime
{
    // Of each test: timers look at all payments there are.
    private readonly TestDatabase database = new();

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_AgainWhileOpen_IsTheSameUnlessTheAmountDiffers()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var booking = Guid.NewGuid();
        var first = await world.OpenAsync(500, booking);
        world.Clock.Now = world.Clock.Now.AddMinutes(10);
        Assert.Equal(first, await world.OpenAsync(500, booking));
        Assert.Equal(world.Clock.Now.AddMinutes(30), (await world.FindAsync(first)).HoldUntil);
        var second = await world.OpenAsync(600, booking);
        Assert.Equal((CardProcess.Abandoned, CardProcess.Open), (await world.StateAsync(first), await world.StateAsync(second)));
        Assert.Empty(world.Outcome.Told);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Open_WithoutAmountLabelOrTime_IsAMistakeOfTheCaller()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        await Assert.ThrowsAsync<ArgumentException>(() => world.OpenAsync(0));
        world.Clock.Now = world.Clock.Now.AddDays(1);
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await Assert.ThrowsAsync<ArgumentException>(() => world.Payments.OpenAsync(
            connection, new CardOrder(Guid.NewGuid(), world.Account, world.Holder, 1, world.Clock.Now, "Reste à payer"), Stop));
    }

    [Fact]
    public async Task Paid_ReachesTheHoldersAccountUnderTheBookingsCode_AndTheBooking()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var booking = Guid.NewGuid();
        var payment = await world.OpenAsync(12_345, booking);
        Assert.Equal(CardOutcomes.Taken, await world.SayAsync(payment, CardEvent.Paid));
        var paid = await world.FindAsync(payment);
        Assert.Equal((CardProcess.Paid, "T1"), (paid.State, paid.Transaction));
        Assert.Equal(booking.ToString(),
            await world.ScalarAsync<string>(
            "SELECT code FROM ledger_account WHERE id = @Bucket AND kind = 'learner'", new { paid.Bucket }));
        Assert.Equal((12_345, "paid paid"), (await world.AvailableAsync(), Assert.Single(world.Outcome.Told)));
        Assert.Null(await world.Payments.PageAsync(payment, CardWorld.Site, Stop));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Paid_SaidTwiceTwentyTimesAtOnceOrOtherwise_IsReceivedOnce()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        var said = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => world.SayAsync(payment, CardEvent.Paid, key: $"{payment}/{n % 2}")));
        Assert.Single(said, CardOutcomes.Taken);
        Assert.Single(said, CardOutcomes.NoEffect);
        Assert.Equal(18, said.Count(outcome => outcome == CardOutcomes.Repeated));
        Assert.Equal((12_345, "paid paid"), (await world.AvailableAsync(), Assert.Single(world.Outcome.Told)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Paid_AfterTheHold_IsRefundedAtOnceWhenTheBookingDoesNotTakeIt()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        await world.AtSandboxAsync(payment, "late");
        world.Clock.Now = world.Clock.Now.AddMinutes(31);
        Assert.Equal(1, await world.Settlement.ExpireDueAsync(Stop));
        Assert.Equal(CardOutcomes.Taken, await world.SayAsync(payment, CardEvent.Paid));
        Assert.Equal(["closed expired", "paid paid-late"], world.Outcome.Told);
        Assert.Equal((CardProcess.PaidLate, 0), (await world.StateAsync(payment), await world.AvailableAsync()));
        Assert.Equal(new RefundReport(1, 0, 0), await world.Sending.RunAsync(Stop));
        Assert.Equal(CardProcess.Refunded, await world.StateAsync(payment));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Paid_AfterTheHold_IsHonouredWhenTheBookingTakesIt()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Outcome.LateVerdict = CardVerdict.Honoured;
        var payment = await world.OpenAsync();
        world.Clock.Now = world.Clock.Now.AddMinutes(31);
        // Nobody ran the timer: reading is enough.
        Assert.Equal(CardProcess.Expired, await world.StateAsync(payment));
        await world.SayAsync(payment, CardEvent.Paid);
        Assert.Equal((CardProcess.Paid, 12_345), (await world.StateAsync(payment), await world.AvailableAsync()));
        Assert.Equal(["closed expired", "paid paid-late"], world.Outcome.Told);
        await world.VerifyAsync();
    }

    /// <summary>The timer has not run, so the hold stands: it is simply paid.</summary>
    [Fact]
    public async Task Paid_AfterTheHoldBeforeAnybodyNoticed_IsPaid()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        var reference = (await world.FindAsync(payment)).Reference;
        world.Clock.Now = world.Clock.Now.AddMinutes(31);
        Assert.Equal(CardOutcomes.Taken, await world.Settlement.ReceiveAsync(
            "sandbox", new CardNotification($"{payment}", reference, CardEvent.Paid, "T", 12_345, "EUR"), Stop));
        Assert.Equal(CardProcess.Paid, await world.StateAsync(payment));
        Assert.Equal(["paid paid"], world.Outcome.Told);
    }

    [Theory]
    [InlineData(CardEvent.Refused, CardProcess.Refused)]
    [InlineData(CardEvent.Abandoned, CardProcess.Abandoned)]
    public async Task Closed_ThenPaid_ByAnotherTryOnThePage(CardEvent first, string closed)
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Outcome.LateVerdict = CardVerdict.Honoured;
        var payment = await world.OpenAsync();
        await world.SayAsync(payment, first);
        Assert.Equal(closed, await world.StateAsync(payment));
        await world.SayAsync(payment, CardEvent.Paid);
        await world.SayAsync(payment, first);
        Assert.Equal(CardProcess.Paid, await world.StateAsync(payment));
        Assert.Equal([$"closed {closed}", "paid paid-late"], world.Outcome.Told);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Paid_TheBookingDoesNotWantIt_GoesBackWhole()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Outcome.Verdict = CardVerdict.Refund("booking.gone");
        var payment = await world.PaidAsync();
        Assert.Equal((0, 12_345), (await world.AvailableAsync(), (await world.FindAsync(payment)).RefundAskedCents));
        await world.Sending.RunAsync(Stop);
        Assert.Equal(CardProcess.Refunded, await world.StateAsync(payment));
        Assert.Equal("booking.gone",
            await world.ScalarAsync<string>(
            "SELECT reason FROM ledger_transfer WHERE holder = @Holder AND nature = 'refund'", new { world.Holder }));
        await world.VerifyAsync();
    }

    [Theory]
    [InlineData(12_344, "EUR", CardOutcomes.WrongAmount)]
    [InlineData(12_346, "EUR", CardOutcomes.WrongAmount)]
    [InlineData(12_345, "USD", CardOutcomes.WrongAmount)]
    public async Task Paid_AnotherAmountOrCurrency_IsKeptAsideAndPaysNothing(long cents, string currency, string outcome)
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        Assert.Equal(outcome, await world.SayAsync(payment, CardEvent.Paid, cents: cents, currency: currency));
        Assert.Equal((CardProcess.Open, 0), (await world.StateAsync(payment), await world.AvailableAsync()));
        Assert.Empty(world.Outcome.Told);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Notification_OfNobodysReference_IsKeptAside()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        Assert.Equal(CardOutcomes.UnknownReference, await world.Settlement.ReceiveAsync(
            "sandbox", new CardNotification("unknown/1", "nobody", CardEvent.Paid, "T", 5, "EUR"), Stop));
        Assert.Equal(CardOutcomes.Repeated, await world.Settlement.ReceiveAsync(
            "sandbox", new CardNotification("unknown/1", "nobody", CardEvent.Paid, "T", 5, "EUR"), Stop));
    }

    [Fact]
    public async Task Notification_OfAnotherProvider_DoesNotReachThePayment()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.FindAsync(await world.OpenAsync());
        Assert.Equal(CardOutcomes.UnknownReference, await world.Settlement.ReceiveAsync(
            "another", new CardNotification($"{payment.Id}", payment.Reference, CardEvent.Paid, "T", 12_345, "EUR"), Stop));
    }

    [Fact]
    public async Task Paid_ASecondTimeByAnotherTransaction_IsToldToTheOperator()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        await world.SayAsync(payment, CardEvent.Paid);
        Assert.Equal(CardOutcomes.OtherTransaction, await world.SayAsync(payment, CardEvent.Paid, transaction: "T2"));
        Assert.Equal(12_345, await world.AvailableAsync());
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Abandon_OpenPayment_TellsTheBookingOnce()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.OpenAsync();
        Assert.True(await world.AbandonAsync(payment));
        Assert.False(await world.AbandonAsync(payment));
        Assert.Equal(["closed abandoned"], world.Outcome.Told);
    }

    [Fact]
    public async Task Silence_PastTheHold_IsAskedAboutOnceAndTheLostPaymentIsFound()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        world.Outcome.LateVerdict = CardVerdict.Honoured;
        var (paid, silent) = (await world.OpenAsync(), await world.OpenAsync());
        await world.AtSandboxAsync(paid, "silent");
        world.Clock.Now = world.Clock.Now.AddMinutes(40);
        await world.Settlement.ExpireDueAsync(Stop);
        await world.Inquiry.RunAsync(Stop);
        await world.Inquiry.RunAsync(Stop);
        Assert.Equal((CardProcess.Paid, CardProcess.Expired), (await world.StateAsync(paid), await world.StateAsync(silent)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Dispute_HoldsRefundsBackUntilItIsClosed()
    {
        var world = await CardWorld.CreateAsync(database.Source);
        var payment = await world.PaidAsync();
        await world.SayAsync(payment, CardEvent.Disputed);
        await world.RefundAsync(payment, 100, $"{payment}/1");
        Assert.Equal(new RefundReport(0, 0, 0), await world.Sending.RunAsync(Stop));
        await world.SayAsync(payment, CardEvent.DisputeWon);
        Assert.Equal((CardProcess.Paid, new RefundReport(1, 0, 0)), (await world.StateAsync(payment), await world.Sending.RunAsync(Stop)));
        await world.SayAsync(payment, CardEvent.Disputed);
        await world.SayAsync(payment, CardEvent.DisputeLost);
        Assert.Equal(CardProcess.ChargedBack, await world.StateAsync(payment));
        Assert.Equal(2, await world.ScalarAsync<long>(
            "SELECT count(*) FROM card_dispute WHERE payment = @payment AND closed_at IS NOT NULL", new { payment }));
        await world.VerifyAsync();
    }
}
