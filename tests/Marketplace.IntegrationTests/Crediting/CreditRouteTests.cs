using System.Security.Cryptography;
using Dapper;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Crediting;

/// <summary>What the cap held back stays lost, whatever is declared and corrected afterwards.</summary>
public sealed class CreditRouteTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Day = new(2026, 5, 13);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="between">Days of activity that the first correction leaves.</param>
    /// <param name="before">Whether the first assessment is of before its bounds were kept.</param>
    [Theory]
    [InlineData(36, false)]
    [InlineData(219, false)]
    [InlineData(0, false)]
    [InlineData(36, true)]
    [InlineData(219, true)]
    public async Task Credit_CorrectedAndCorrectedBackAfterSpending_CreditsWhatTheCapLetThrough(int between, bool before)
    {
        var person = RandomNumberGenerator.GetBytes(32);
        var (holder, bucket) = await OpenAsync(person, 4_900_00);
        await DeclareAsync(person, 1, days: 365);
        Assert.Equal(100_00, (await CreditAsync()).CreditedCents);
        await SpendAsync(holder, bucket, 3_000_00);
        if (before)
            await ForgetBoundsAsync(holder);

        await DeclareAsync(person, 2, between);
        await CreditAsync();
        Assert.Equal(2_000_00 - Math.Max(0, 100_00 - Due(between)), await FreeAsync(holder));
        await DeclareAsync(person, 3, days: 365);
        await CreditAsync();

        Assert.Equal(2_000_00, await FreeAsync(holder));
        Assert.Equal(0, (await CreditAsync()).Changed);
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    /// <summary>A mistake of the employer, mended, on an account that has since grown beyond the cap.</summary>
    [Fact]
    public async Task Credit_CorrectedAndCorrectedBackAboveTheCap_BringsTheYearBack()
    {
        var person = RandomNumberGenerator.GetBytes(32);
        var (holder, bucket) = await OpenAsync(person, 100_00);
        await DeclareAsync(person, 1, days: 365);
        await CreditAsync();
        await ReceiveAsync(holder, bucket, 6_000_00, "later");
        await DeclareAsync(person, 2, days: 36);
        await CreditAsync();
        Assert.Equal(6_100_00 + Due(36), await FreeAsync(holder));
        await DeclareAsync(person, 3, days: 365);
        await CreditAsync();
        Assert.Equal(6_600_00, await FreeAsync(holder));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    private Task<CreditingReport> CreditAsync() =>
        new CreditingBatch(database.Source, RuleBook.Current, TimeProvider.System).RunAsync(2025, cancel: Stop);

    private Task<(long Holder, long Bucket)> OpenAsync(byte[] person, long cents) => database.Source.InTransactionAsync(async connection =>
    {
        var holder = await LedgerAccounts.HolderAsync(connection, person, Stop);
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual), Stop);
        await ReceiveAsync(holder, bucket, cents, "start", connection);
        return (holder, bucket);
    }, Stop);

    private Task ReceiveAsync(long holder, long bucket, long cents, string key) =>
        database.Source.InTransactionAsync(connection => ReceiveAsync(holder, bucket, cents, key, connection), Stop);

    private static async Task ReceiveAsync(long holder, long bucket, long cents, string key, Npgsql.NpgsqlConnection connection) =>
        await LedgerPosting.PostAsync(
            connection, new LedgerEvent(
            $"test/{holder}/{key}", holder, Day, await RuleSets.FreezeAsync(connection, RuleBook.Current.On(Day), Stop)),
            [new Transfer(Natures.Credit,
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: Stop), bucket, cents,
            "test")], Stop);

    private Task SpendAsync(long holder, long bucket, long cents) => database.Source.InTransactionAsync(async connection =>
    {
        var (booking, rules) = (Guid.NewGuid(), RuleBook.Current.On(Day).Stamp);
        await BookingLedger.ReserveAsync(
            connection, new AcceptedBooking(booking, holder, cents, 0, "test", null, [(bucket, cents)]), Day, rules, Stop);
        await BookingLedger.DebitAsync(connection, new BookingStep(booking, "entry", holder, Day, rules, "test"), "99900100000000",
            [.. (await BookingLedger.ReservedAsync(connection, booking, Stop)).Select(line => (line, line.Remaining))], Stop);
    }, Stop);

    /// <summary>500 € for the whole year, rounded up (R6323-22).</summary>
    private static long Due(int days) => (long)Math.Ceiling(days * 500_00m / 365);

    /// <summary>A self-employed person's activity, counted by its days.</summary>
    private async Task DeclareAsync(byte[] person, int revision, int days)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync("""
            INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, absences, starts, ends, low_qualified, disabled, contribution_paid)
            VALUES (2025, @person, '123456782', '1', @revision, 'self-employed', 'presence', 0, '', '2025-01-01', @ends, false, false, @paid)
            """, new { person, revision, ends = new DateOnly(2025, 1, 1).AddDays(Math.Max(1, days) - 1), paid = days > 0 });
    }

    private async Task ForgetBoundsAsync(long holder)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync("""
            SET session_replication_role = replica;
            UPDATE annual_assessment SET rights_found = NULL, base_limit = NULL, total_limit = NULL, hours_found = NULL, hours_limit = NULL WHERE holder = @holder;
            SET session_replication_role = origin
            """, new { holder });
    }

    private async Task<long> FreeAsync(long holder)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        return (await LedgerAccounts.BucketsAsync(connection, holder, Stop)).Sum(bucket => bucket.Available);
    }
}
