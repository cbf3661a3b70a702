using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

public sealed class LedgerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly BucketTerms Annual = new(AccountKinds.Annual);
    private static readonly BucketTerms Dotation = new(
        AccountKinds.Dotation, "employer-voluntary", "employer:123456789", ["RNCP37805"], new DateOnly(2027, 12, 31), true);

    [Fact]
    public async Task Post_SameEventTwice_MovesMoneyOnce()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var bucket = await world.OpenAsync(Annual);
        Assert.True(await world.CreditAsync("one", bucket, 50_000));
        Assert.False(await world.CreditAsync("one", bucket, 50_000));
        Assert.Equal(50_000, Assert.Single(await world.BucketsAsync()).Available);
    }

    [Fact]
    public async Task Reserve_MoreThanThereIs_IsRefusedWhole()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var (annual, dotation) = (await world.OpenAsync(Annual), await world.OpenAsync(Dotation));
        await world.CreditAsync("one", annual, 10_000);
        await world.CreditAsync("two", dotation, 5_000, "employer:123456789");
        await Assert.ThrowsAsync<InsufficientBalanceException>(
            () => world.ReserveAsync(Guid.NewGuid(), (annual, 10_000), (dotation, 5_001)));
        Assert.Equal([(10_000L, 0L), (5_000L, 0L)], (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved)));
    }

    [Fact]
    public async Task Recredit_OfADebitedBooking_GivesEachBucketItsOwnBackWithItsTerms()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var (annual, dotation) = (await world.OpenAsync(Annual), await world.OpenAsync(Dotation));
        await world.CreditAsync("one", annual, 10_000);
        await world.CreditAsync("two", dotation, 5_000, "employer:123456789");
        var booking = Guid.NewGuid();
        Assert.True(await world.ReserveAsync(booking, (dotation, 5_000), (annual, 7_000)));
        Assert.Equal([(3_000L, 7_000L), (0L, 5_000L)], (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved)));
        Assert.True(await world.DebitAsync(booking, "entry"));
        Assert.True(await world.RecreditAsync(booking, "cancelled"));
        Assert.False(await world.RecreditAsync(booking, "cancelled"));
        Assert.False(await world.RecreditAsync(booking, "again"));
        var buckets = await world.BucketsAsync();
        Assert.Equal([(10_000L, 0L), (5_000L, 0L)], buckets.Select(b => (b.Available, b.Reserved)));
        Assert.Equal(Dotation with { Earmark = null }, buckets[1].Terms with { Earmark = null });
        Assert.Equal(Dotation.Earmark, buckets[1].Terms.Earmark);
    }

    [Fact]
    public async Task Reserve_SameRightsFromManySides_GivesThemOnce()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var annual = await world.OpenAsync(Annual);
        await world.CreditAsync("one", annual, 50_000);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            try
            {
                return await world.ReserveAsync(Guid.NewGuid(), (annual, 20_000));
            }
            catch (InsufficientBalanceException)
            {
                return false;
            }
        }));
        Assert.Equal(2, outcomes.Count(reserved => reserved));
        Assert.Equal((10_000L, 40_000L), (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved)).Single());
    }

    [Theory]
    [InlineData("UPDATE ledger_transfer SET amount = amount + 1")]
    [InlineData("DELETE FROM ledger_transfer")]
    [InlineData("TRUNCATE ledger_transfer")]
    [InlineData("UPDATE ledger_account SET usable_until = NULL")]
    [InlineData("DELETE FROM ledger_booking")]
    [InlineData("UPDATE rule_set SET stamp = 'x'")]
    public async Task Ledger_WrittenOnce_IsNeverRewritten_EvenByItsOwner(string sql)
    {
        await FillAsync();
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState);
    }

    [Theory]
    [InlineData("UPDATE ledger_transfer SET amount = 1")]
    [InlineData("UPDATE ledger_balance SET balance = 1000000")]
    [InlineData("INSERT INTO ledger_open VALUES (1, 1)")]
    [InlineData("UPDATE ledger_open SET remaining = 0")]
    [InlineData("UPDATE ledger_fund SET balance = 1000000")]
    [InlineData("INSERT INTO ledger_fund VALUES (1, 1)")]
    [InlineData("UPDATE ledger_owed SET balance = 1000000")]
    [InlineData("INSERT INTO ledger_owed VALUES (1, 1)")]
    [InlineData("UPDATE ledger_holder SET retired_noted_at = NULL")]
    [InlineData("DELETE FROM bank_entry")]
    [InlineData("UPDATE bank_entry SET amount = 1")]
    [InlineData("UPDATE ledger_holder SET person = '\\x00'")]
    [InlineData("DELETE FROM ledger_holder")]
    [InlineData("ALTER TABLE ledger_transfer DISABLE TRIGGER ALL")]
    [InlineData("INSERT INTO ledger_transfer (id, event, line, nature, debit, credit, amount, day, reason, rule_set) OVERRIDING SYSTEM VALUE VALUES (1, 'x', 1, 'credit', 1, 2, 1, now(), 'x', 'x')")]
    public async Task Ledger_TheApplicationsRole_CannotTouchWhatFollows(string sql)
    {
        await FillAsync();
        await ApplicationRights.GrantAsync(
            database.Source, new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString).Username!,
            TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(database.ApplicationConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState);
    }

    [Fact]
    public async Task Ledger_TheApplicationsRole_CanDoAllOfItsWork()
    {
        await ApplicationRights.GrantAsync(
            database.Source, new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString).Username!,
            TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString + ";Pooling=false");
        var world = await LedgerWorld.CreateAsync(source);
        var annual = await world.OpenAsync(Annual);
        await world.CreditAsync("one", annual, 50_000);
        var booking = Guid.NewGuid();
        await world.ReserveAsync(booking, (annual, 20_000));
        await world.DebitAsync(booking, "entry", 5_000);
        await world.ReleaseAsync(booking, "rest");
        Assert.Equal((45_000L, 0L), (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved)).Single());
        Assert.All(await LedgerVerification.RunAsync(source, cancel: TestContext.Current.CancellationToken), f => Assert.Empty(f.Examples));
    }

    [Theory]
    [InlineData(null, "2026-05-13")]
    [InlineData("RS5252", "2026-05-13")]
    [InlineData("RNCP37805", "2028-01-01")]
    public async Task Reserve_EarmarkedForSomethingElseOrPastItsDay_IsRefusedWhole(string? certification, string day)
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var (annual, dotation) = (await world.OpenAsync(Annual), await world.OpenAsync(Dotation));
        await world.CreditAsync("one", annual, 10_000);
        await world.CreditAsync("two", dotation, 5_000);
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var refused = await Assert.ThrowsAsync<UnusableRightsException>(
            () => world.ReserveAsync(Guid.NewGuid(), certification, on, (annual, 1_000), (dotation, 1_000)));
        Assert.Equal([dotation], refused.Buckets);
        Assert.True(await world.ReserveAsync(Guid.NewGuid(), certification, on, (annual, 1_000)));
        Assert.True(await world.ReserveAsync(Guid.NewGuid(), "RNCP37805", new DateOnly(2027, 12, 31), (dotation, 1_000)));
    }

    [Fact]
    public async Task Credit_DotationBeforeItsCash_IsRefusedByTheDatabase()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var dotation = await world.OpenAsync(Dotation with { Funder = "employer:999888777" });
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => PostAsync("early", "employer:999888777", 1));
        await world.CreditAsync("paid", dotation, 5_000);
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => PostAsync("again", "employer:999888777", 1));
        // Nobody else's money either, least of all that of who grants without cash.
        await Assert.ThrowsAsync<PostgresException>(() => PostAsync("other", CounterCodes.FranceCompetences, 1));

        Task<bool> PostAsync(string key, string funder, long cents) =>
            database.Source.InTransactionAsync(async connection => await LedgerPosting.PostAsync(connection,
            new LedgerEvent($"{world.Holder}/{key}", world.Holder, LedgerWorld.Day, world.Rules),
            [new Transfer(Natures.Credit, await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, funder), dotation, cents,
            "test")]), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Transfer_BetweenTwoHolders_IsRefused()
    {
        var (one, other) = (await LedgerWorld.CreateAsync(database.Source), await LedgerWorld.CreateAsync(database.Source));
        var (from, to) = (await one.OpenAsync(Annual), await other.OpenAsync(Annual));
        await one.CreditAsync("one", from, 1_000);
        await Assert.ThrowsAsync<PostgresException>(
            () => database.Source.InTransactionAsync(connection => LedgerPosting.PostAsync(connection,
            new LedgerEvent("steal", one.Holder, LedgerWorld.Day, one.Rules), [new Transfer(Natures.Reserve, from, to, 1_000, "test")]),
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RuleSet_FrozenThenGoneFromTheBook_IsStillThere()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var old = RuleBookReader.Read(name => new StringReader(SeedFiles.OpenText("regulation/" + name).ReadToEnd()
            .Replace("2026-04-02;;150.00", "2026-04-02;;149.00", StringComparison.Ordinal)));
        var stamp = await RuleSets.FreezeAsync(connection, old.On(LedgerWorld.Day), TestContext.Current.CancellationToken);
        Assert.Null(RuleBook.Current.Find(stamp));
        var kept = await RuleSets.LoadAsync(connection, RuleBook.Current, stamp, TestContext.Current.CancellationToken);
        Assert.Equal(14_900, kept.Get(ParticipationRules.Amount));
        Assert.Equal(stamp, kept.Stamp);
        await Assert.ThrowsAsync<KeyNotFoundException>(
            () => RuleSets.LoadAsync(connection, RuleBook.Current, "2026-01-01.000000000000", TestContext.Current.CancellationToken));
    }

    private async Task FillAsync()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var annual = await world.OpenAsync(Annual);
        await world.CreditAsync("one", annual, 10_000);
        await world.ReserveAsync(Guid.NewGuid(), (annual, 1_000));
    }
}
