using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>What a booking may not do to the ledger, whoever planned it.</summary>
public sealed class BookingLedgerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly BucketTerms Annual = new(AccountKinds.Annual);
    private static readonly BucketTerms Volunteering = new(AccountKinds.Volunteering);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reserve_NegativeShare_IsRefusedWhole()
    {
        var (world, annual, volunteering) = await WithRightsAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => world.ReserveAsync(Guid.NewGuid(), (annual, 6_000), (volunteering, -1_000)));
        // Nothing else stands against this one: no annual rights pay, and the sum is the price.
        await Assert.ThrowsAsync<ArgumentException>(() => world.ReserveAsync(Guid.NewGuid(), (volunteering, 3_000), (annual, -1_000)));
        Assert.Equal([(10_000L, 0L), (5_000L, 0L)], (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved)));
    }

    [Fact]
    public async Task Settle_NegativeAmount_IsRefused()
    {
        var (world, annual, _) = await WithRightsAsync();
        var booking = Guid.NewGuid();
        await world.ReserveAsync(booking, (annual, 6_000));
        await database.Source.InTransactionAsync(async connection =>
        {
            var line = Assert.Single(await BookingLedger.ReservedAsync(connection, booking, Stop));
            var step = new BookingStep(booking, "wrong", world.Holder, LedgerWorld.Day, world.Rules, "test");
            await Assert.ThrowsAsync<ArgumentException>(
                () => BookingLedger.DebitAsync(connection, step, LedgerWorld.Siret, [(line, -1)], Stop));
            await Assert.ThrowsAsync<ArgumentException>(() => BookingLedger.ReleaseAsync(connection, step, [(line, 5), (line, -1)], Stop));
            await Assert.ThrowsAsync<ArgumentException>(() => BookingLedger.RecreditAsync(connection, step, [(line, -1)], Stop));
        }, Stop);
    }

    /// <summary>L6323-3: what volunteering earned alone outlives retirement.</summary>
    [Fact]
    public async Task Reserve_RetiredHolder_IsRefusedButForVolunteering()
    {
        var (world, annual, volunteering) = await WithRightsAsync();
        await RetireAsync(world, LedgerWorld.Day.AddDays(1));
        Assert.True(await world.ReserveAsync(Guid.NewGuid(), (annual, 1_000)));
        await RetireAsync(world, LedgerWorld.Day);
        var refused = await Assert.ThrowsAsync<UnusableRightsException>(
            () => world.ReserveAsync(Guid.NewGuid(), (volunteering, 1_000), (annual, 1_000)));
        Assert.Equal([annual], refused.Buckets);
        Assert.True(await world.ReserveAsync(Guid.NewGuid(), (volunteering, 1_000)));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    [Fact]
    public async Task Reserve_HoursAsIfTheyWereCents_IsRefused()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var hours = await world.OpenAsync(new BucketTerms(AccountKinds.PublicHours));
        await database.Source.InTransactionAsync(
            async connection => await LedgerPosting.PostAsync(
            connection, new LedgerEvent($"hours/{world.Holder}", world.Holder, LedgerWorld.Day, world.Rules),
            [new Transfer(Natures.Credit,
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.PublicEmployers, "centihour"), hours, 2_500,
            "test")]), Stop);
        Assert.Equal([hours],
            (await Assert.ThrowsAsync<UnusableRightsException>(() => world.ReserveAsync(Guid.NewGuid(), (hours, 2_500)))).Buckets);
    }

    [Fact]
    public async Task Reserve_ParticipationLeftToRightsOrCapPassed_IsRefused()
    {
        var (world, annual, volunteering) = await WithRightsAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            () => AcceptAsync(world, new AcceptedBooking(Guid.NewGuid(), world.Holder, 5_000, 1_000, null, null, [(annual, 5_000)])));
        await Assert.ThrowsAsync<ArgumentException>(
            () => AcceptAsync(world,
            new AcceptedBooking(Guid.NewGuid(), world.Holder, 5_000, 1_000, null, null, [(annual, 4_000), (volunteering, 1_000)])));
        await Assert.ThrowsAsync<ArgumentException>(
            () => AcceptAsync(world, new AcceptedBooking(Guid.NewGuid(), world.Holder, 5_000, 0, "test", 4_999, [(annual, 5_000)])));
        var card = await world.OpenAsync(new BucketTerms(AccountKinds.Learner, "booking"));
        await database.Source.InTransactionAsync(
            async connection => await LedgerPosting.PostAsync(
            connection, new LedgerEvent($"card/{world.Holder}", world.Holder, LedgerWorld.Day, world.Rules),
            [new Transfer(Natures.Receive, await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Card), card, 1_000,
            "test")]), Stop);
        Assert.True(await AcceptAsync(
            world, new AcceptedBooking(Guid.NewGuid(), world.Holder, 5_000, 1_000, null, 4_000, [(annual, 4_000), (card, 1_000)])));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    [Fact]
    public async Task Reserve_SameBookingAgain_IsRepeatedOnlyWithTheSameContent()
    {
        var (world, annual, volunteering) = await WithRightsAsync();
        var booking = new AcceptedBooking(
            Guid.NewGuid(), world.Holder, 3_000, 0, "jobseeker", null, [(annual, 2_000), (volunteering, 1_000)],
            Certification: "RNCP37805");
        Assert.True(await AcceptAsync(world, booking));
        Assert.False(await AcceptAsync(world, booking));
        AcceptedBooking[] others =
        [
            booking with { PriceCents = 4_000, Shares = [(annual, 3_000), (volunteering, 1_000)] },
                booking with { Shares = [(annual, 1_000), (volunteering, 2_000)] },
            booking with { Certification = "RS5252" }, booking with { Exemption = "employer" }, booking with { CapCents = 2_500 },
        ];
        foreach (var other in others)
            await Assert.ThrowsAsync<ConflictingEventException>(() => AcceptAsync(world, other));
        Assert.Equal([(8_000L, 2_000L), (4_000L, 1_000L)], (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved)));
    }

    [Fact]
    public async Task Post_SameKeyWithOtherContent_IsRefusedAloud()
    {
        var (world, annual, _) = await WithRightsAsync();
        await world.CreditAsync("once", annual, 500);
        Assert.False(await world.CreditAsync("once", annual, 500));
        await Assert.ThrowsAsync<ConflictingEventException>(() => world.CreditAsync("once", annual, 501));
        var booking = Guid.NewGuid();
        await world.ReserveAsync(booking, (annual, 5_000));
        await world.DebitAsync(booking, "deposit", 1_000);
        await Assert.ThrowsAsync<ConflictingEventException>(() => world.DebitAsync(booking, "deposit", 2_000));
        await Assert.ThrowsAsync<ConflictingEventException>(() => world.ReleaseAsync(booking, "deposit", 1_000));
    }

    private Task<bool> AcceptAsync(LedgerWorld world, AcceptedBooking accepted) =>
        database.Source.InTransactionAsync(
            connection => BookingLedger.ReserveAsync(connection, accepted, LedgerWorld.Day, world.Rules), Stop);

    private async Task<(LedgerWorld World, long Annual, long Volunteering)> WithRightsAsync()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var (annual, volunteering) = (await world.OpenAsync(Annual), await world.OpenAsync(Volunteering));
        await world.CreditAsync("annual", annual, 10_000);
        await world.CreditAsync("volunteering", volunteering, 5_000, CounterCodes.Volunteering);
        return (world, annual, volunteering);
    }

    private async Task RetireAsync(LedgerWorld world, DateOnly day)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync("UPDATE ledger_holder SET retired_on = @day WHERE id = @Holder", new { day, world.Holder });
    }
}
