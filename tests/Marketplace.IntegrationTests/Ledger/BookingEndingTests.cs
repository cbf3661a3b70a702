using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>What holds, keeps, credits and refunds do to the ledger, and that each invariant stands after it.</summary>
public sealed class BookingEndingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Fund = "employer:123456789";
    private static readonly BucketTerms Annual = new(AccountKinds.Annual);
    private static readonly BucketTerms Dotation = new(AccountKinds.Dotation, "employer-voluntary", Fund, ["RNCP37805"],
        LedgerWorld.Day.AddDays(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hold_UntilItEnds_KeepsMoneyFromEverythingElse()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var annual = await world.OpenAsync(Annual);
        await world.CreditAsync("annual", annual, 10_000);
        var booking = Guid.NewGuid();
        Assert.True(await HoldAsync(world, booking, "hold-1", (annual, 7_000)));
        Assert.False(await HoldAsync(world, booking, "hold-1", (annual, 7_000)));
        await Assert.ThrowsAsync<ConflictingEventException>(() => HoldAsync(world, booking, "hold-1", (annual, 7_001)));
        Assert.Equal([(3_000L, 7_000L)], await BalancesAsync(world));
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => world.ReserveAsync(Guid.NewGuid(), (annual, 3_001)));
        await GreenAsync();
        Assert.Equal([(annual, 7_000L)],
            (await InAsync(c => BookingLedger.HeldAsync(c, booking, Stop))).Select(l => (l.Bucket, l.Remaining)));
        Assert.True(await UnholdAsync(booking, "hold-1"));
        Assert.False(await UnholdAsync(booking, "hold-1"));
        Assert.False(await UnholdAsync(booking, "never"));
        Assert.False(await UnholdAsync(Guid.NewGuid(), "hold-1"));
        Assert.Equal([(10_000L, 0L)], await BalancesAsync(world));
        // The name is used up: what it held before, it does not hold again.
        Assert.False(await HoldAsync(world, booking, "hold-1", (annual, 7_000)));
        Assert.True(await HoldAsync(world, booking, "hold-2", (annual, 10_000)));
        // Held and accepted for the same booking, in one transaction.
        await InAsync(async connection =>
        {
            await BookingLedger.UnholdAsync(connection, booking, "hold-2", LedgerWorld.Day, Stop);
            return await BookingLedger.ReserveAsync(connection,
                new AcceptedBooking(booking, world.Holder, 10_000, 0, "test", null, [(annual, 10_000)]), LedgerWorld.Day, world.Rules,
                Stop);
        });
        Assert.Equal([(0L, 10_000L)], await BalancesAsync(world));
        await GreenAsync();
    }

    [Fact]
    public async Task Hold_OfMoneyThatMayNotServe_IsRefusedLikeAReservation()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var other = await LedgerWorld.CreateAsync(database.Source);
        var (annual, dotation, foreign) = (await world.OpenAsync(Annual), await world.OpenAsync(Dotation), await other.OpenAsync(Annual));
        await world.CreditAsync("annual", annual, 10_000);
        await world.CreditAsync("dotation", dotation, 5_000);
        await other.CreditAsync("annual", foreign, 10_000);
        Assert.Equal([dotation], await RefusedAsync("RS1", LedgerWorld.Day, (annual, 1), (dotation, 1)));
        Assert.Equal([dotation], await RefusedAsync(null, LedgerWorld.Day, (dotation, 1)));
        Assert.Equal([dotation], await RefusedAsync("RNCP37805", LedgerWorld.Day.AddDays(2), (dotation, 1)));
        Assert.Equal([foreign], await RefusedAsync("RNCP37805", LedgerWorld.Day, (foreign, 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => HoldAsync(world, Guid.NewGuid(), "hold-1", (annual, 5), (annual, -1)));
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => HoldAsync(world, Guid.NewGuid(), "hold-1", (annual, 10_001)));
        Assert.True(await HoldAsync(world, Guid.NewGuid(), "hold-1", (annual, 10), (dotation, 10)));
        await GreenAsync();

        async Task<IReadOnlyList<long>> RefusedAsync(string? certification, DateOnly day, params (long, long)[] shares) =>
            (await Assert.ThrowsAsync<UnusableRightsException>(() => InAsync(connection => BookingLedger.HoldAsync(
                connection, Guid.NewGuid(), "hold-1", world.Holder, shares, day, world.Rules, certification, Stop)))).Buckets;
    }

    [Fact]
    public async Task Keep_OfALateCancellation_GoesToWhoPaidEachBucketIn()
    {
        var (world, buckets, booking) = await BookedAsync();
        var fund = await FundAsync(Fund);
        Assert.True(await KeepAsync(world, booking, "late", ("annual", 900), ("volunteering", 400), ("dotation", 250), ("learner", 150)));
        Assert.False(await KeepAsync(world, booking, "late", ("annual", 900), ("volunteering", 400), ("dotation", 250), ("learner", 150)));
        Assert.Equal(fund + 250, await FundAsync(Fund));
        var kept = await InAsync(connection => connection.QueryAsync<(string Nature, string Kind, string Funder, long Cents)>("""
            SELECT t.nature, d.kind, c.code, t.amount FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit JOIN ledger_account c ON c.id = t.credit
            WHERE t.booking = @booking AND t.nature IN ('withdraw', 'forfeit') ORDER BY t.id
            """, new { booking }));
        Assert.Equal([("withdraw", "annual", "france-competences", 900L), ("withdraw", "volunteering", "volunteering-state", 400L),
            ("withdraw", "dotation", Fund, 250L), ("forfeit", "learner", "france-competences", 150L)],
            kept.OrderBy(k => k.Nature == "forfeit"));
        Assert.Equal([(0L, 100L), (0L, 100L), (0L, 250L), (0L, 850L)], await BalancesAsync(world));
        await GreenAsync();
        await Assert.ThrowsAsync<ConflictingEventException>(() => KeepAsync(world, booking, "late", ("annual", 1)));
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => KeepAsync(world, booking, "more", ("annual", 101)));
        await Assert.ThrowsAsync<ArgumentException>(() => KeepAsync(world, booking, "less", ("annual", -1)));
        Assert.Equal(4, buckets.Count);
    }

    [Fact]
    public async Task Keep_WhatNobodyTakesFrom_IsRefused()
    {
        var (world, buckets, booking) = await BookedAsync();
        var (other, _, _) = await BookedAsync();
        var line = (await InAsync(c => BookingLedger.ReservedAsync(c, booking, Stop))).Single(l => l.Kind == AccountKinds.Annual);
        await Assert.ThrowsAsync<ArgumentException>(() => InAsync(connection => BookingLedger.KeepAsync(
            connection, Step(other, booking, "late"), [(line, 10)], Stop)));
        await Assert.ThrowsAsync<ArgumentException>(() => InAsync(connection => BookingLedger.KeepAsync(
            connection, Step(world, booking, "late"), [(line with { Bucket = line.HeldBy }, 10)], Stop)));
        var hours = await world.OpenAsync(new BucketTerms(AccountKinds.PublicHours));
        await Assert.ThrowsAsync<ArgumentException>(() => InAsync(connection => BookingLedger.KeepAsync(
            connection, Step(world, booking, "late"), [(line with { Bucket = hours }, 10)], Stop)));
        // Nor may the database be told otherwise: a learner's card pays no employer's fund.
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => InAsync(async connection => await LedgerPosting.PostAsync(
            connection, new LedgerEvent("gift", world.Holder, LedgerWorld.Day, world.Rules, booking),
            [new Transfer(Natures.Forfeit, buckets["learner"],
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, Fund, cancel: Stop), 1, "test")], Stop)));
        Assert.Equal("23514", refusal.SqlState);
        await GreenAsync();
    }

    [Fact]
    public async Task Credit_OfCardMoney_StaysFreeAndPaysForAnotherBooking()
    {
        var (world, buckets, booking) = await BookedAsync();
        var lines = await InAsync(c => BookingLedger.ReservedAsync(c, booking, Stop));
        var (card, annual) = (lines.Single(l => l.Kind == AccountKinds.Learner), lines.Single(l => l.Kind == AccountKinds.Annual));
        await Assert.ThrowsAsync<ArgumentException>(() => InAsync(connection => BookingLedger.CreditAsync(
            connection, Step(world, booking, "credit"), [(card, 950), (annual, 1)], Stop)));
        Assert.True(await InAsync(
            connection => BookingLedger.CreditAsync(connection, Step(world, booking, "credit"), [(card, 950)], Stop)));
        Assert.False(await InAsync(
            connection => BookingLedger.CreditAsync(connection, Step(world, booking, "credit"), [(card, 950)], Stop)));
        Assert.Equal((950L, 50L), (await BalancesAsync(world))[3]);
        // Its participation comes from the credit of the first booking: no card is asked.
        Assert.True(await InAsync(connection => BookingLedger.ReserveAsync(connection, new AcceptedBooking(
            Guid.NewGuid(), world.Holder, 900, 900, null, null, [(buckets["learner"], 900)]), LedgerWorld.Day, world.Rules, Stop)));
        Assert.Equal((50L, 950L), (await BalancesAsync(world))[3]);
        await GreenAsync();
    }

    [Fact]
    public async Task RefundLearner_OwesFreeCardMoneyBackOnce()
    {
        var (world, buckets, booking) = await BookedAsync();
        var card = (await InAsync(c => BookingLedger.ReservedAsync(c, booking, Stop))).Single(l => l.Kind == AccountKinds.Learner);
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => RefundAsync(world, booking, (buckets["learner"], 1_000)));
        await Assert.ThrowsAsync<ArgumentException>(() => RefundAsync(world, booking, (buckets["annual"], 1)));
        await InAsync(connection => BookingLedger.ReleaseAsync(connection, Step(world, booking, "withdrawn"), [(card, 1_000)], Stop));
        Assert.True(await RefundAsync(world, booking, (buckets["learner"], 1_000)));
        Assert.False(await RefundAsync(world, booking, (buckets["learner"], 1_000)));
        Assert.Equal((0L, 0L), (await BalancesAsync(world))[3]);
        var (other, _, _) = await BookedAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => RefundAsync(other, Guid.NewGuid(), (buckets["learner"], 1)));
        await GreenAsync();
    }

    [Fact]
    public async Task Hold_FromManySides_HoldsTheSameRightsOnce()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var annual = await world.OpenAsync(Annual);
        await world.CreditAsync("annual", annual, 50_000);
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var booking = Guid.NewGuid();
            try
            {
                await HoldAsync(world, booking, "hold-1", (annual, 20_000));
                return booking;
            }
            catch (InsufficientBalanceException)
            {
                return Guid.Empty;
            }
        }));
        Assert.Equal(2, held.Count(booking => booking != Guid.Empty));
        // Ended from many sides, it ends once.
        var ended = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UnholdAsync(held.First(b => b != Guid.Empty), "hold-1")));
        Assert.Equal(1, ended.Count(done => done));
        Assert.Equal([(30_000L, 20_000L)], await BalancesAsync(world));
        await GreenAsync();
    }

    /// <summary>1,000 annual, 500 volunteering, 500 dotation and 1,000 by card, all reserved.</summary>
    private async Task<(LedgerWorld World, Dictionary<string, long> Buckets, Guid Booking)> BookedAsync()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var booking = Guid.NewGuid();
        var buckets = new Dictionary<string, long>
        {
            ["annual"] = await world.OpenAsync(Annual),
                ["volunteering"] = await world.OpenAsync(new BucketTerms(AccountKinds.Volunteering)),
            ["dotation"] = await world.OpenAsync(Dotation),
                ["learner"] = await world.OpenAsync(new BucketTerms(AccountKinds.Learner, $"{booking:N}")),
        };
        await world.CreditAsync("annual", buckets["annual"], 1_000);
        await world.CreditAsync("volunteering", buckets["volunteering"], 500, CounterCodes.Volunteering);
        await world.CreditAsync("dotation", buckets["dotation"], 500);
        await InAsync(async connection => await LedgerPosting.PostAsync(connection,
            new LedgerEvent($"card/{booking:N}", world.Holder, LedgerWorld.Day, world.Rules, booking), [new Transfer(Natures.Receive,
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Card, cancel: Stop), buckets["learner"], 1_000,
            "test")],
            Stop));
        await world.ReserveAsync(booking, (buckets["annual"], 1_000), (buckets["volunteering"], 500), (buckets["dotation"], 500),
            (buckets["learner"], 1_000));
        return (world, buckets, booking);
    }

    private Task<bool> HoldAsync(LedgerWorld world, Guid booking, string name, params (long, long)[] shares) => InAsync(connection =>
        BookingLedger.HoldAsync(connection, booking, name, world.Holder, shares, LedgerWorld.Day, world.Rules, "RNCP37805", Stop));

    private Task<bool> UnholdAsync(Guid booking, string name) =>
        InAsync(connection => BookingLedger.UnholdAsync(connection, booking, name, LedgerWorld.Day, Stop));

    private Task<bool> KeepAsync(LedgerWorld world, Guid booking, string step, params (string Kind, long Cents)[] amounts) =>
        InAsync(async connection =>
        {
            var lines = (await connection.QueryAsync<(long Id, long HeldBy, long Bucket, string Kind)>("""
                SELECT t.id, t.credit, t.debit, a.kind FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit
                WHERE t.booking = @booking AND t.nature = 'reserve'
                """, new { booking })).ToDictionary(l => l.Kind, l => new OpenLine(l.Id, l.HeldBy, l.Bucket, 0, l.Kind, "", null));
            return await BookingLedger.KeepAsync(
                connection, Step(world, booking, step), [.. amounts.Select(a => (lines[a.Kind], a.Cents))], Stop);
        });

    private Task<bool> RefundAsync(LedgerWorld world, Guid booking, params (long, long)[] amounts) => InAsync(connection =>
        BookingLedger.RefundLearnerAsync(connection, Step(world, booking, "refund"), amounts, Stop));

    private static BookingStep Step(LedgerWorld world, Guid booking, string name) =>
        new(booking, name, world.Holder, LedgerWorld.Day, world.Rules, "late-cancellation");

    private Task<T> InAsync<T>(Func<NpgsqlConnection, Task<T>> work) => database.Source.InTransactionAsync(work, Stop);

    private Task<long> FundAsync(string code) => InAsync(connection => connection.ExecuteScalarAsync<long>(
        "SELECT f.balance FROM ledger_fund f JOIN ledger_account a ON a.id = f.account WHERE a.code = @code", new { code }));

    private static async Task<List<(long, long)>> BalancesAsync(LedgerWorld world) =>
        [.. (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved))];

    private async Task GreenAsync() =>
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
}
