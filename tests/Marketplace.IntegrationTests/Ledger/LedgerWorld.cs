using System.Security.Cryptography;
using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>A holder with buckets, and operations on them as the tests say them.</summary>
public sealed class LedgerWorld(NpgsqlDataSource database)
{
    public static readonly DateOnly Day = new(2026, 5, 13);
    public const string Siret = "99900100000000";

    public string Rules { get; private set; } = "";
    public long Holder { get; private set; }
    public string Provider { get; set; } = Siret;

    public static async Task<LedgerWorld> CreateAsync(NpgsqlDataSource database)
    {
        var world = new LedgerWorld(database);
        await database.InTransactionAsync(async connection =>
        {
            world.Rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(Day));
            world.Holder = await LedgerAccounts.HolderAsync(connection, RandomNumberGenerator.GetBytes(32));
        });
        return world;
    }

    public Task<long> OpenAsync(BucketTerms terms) =>
        database.InTransactionAsync(connection => LedgerAccounts.OpenBucketAsync(connection, Holder, terms));

    /// <summary>Credits what the bucket's funder pays; a fund gets the cash first.</summary>
    public Task<bool> CreditAsync(string key, long bucket, long cents, string? funder = null) =>
        database.InTransactionAsync(async connection =>
    {
        await LedgerPosting.LockAsync(connection, Holder);
        var code = funder ?? await FunderAsync(connection, bucket);
        var fund = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, code);
        if (code.Contains(':', StringComparison.Ordinal))
            await LedgerPosting.PostAsync(connection, new LedgerEvent($"test/{Holder}/{key}/cash", null, Day, Rules),
                [new Transfer(Natures.Receive, await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank), fund,
                cents, "test")]);
        return await LedgerPosting.PostAsync(
            connection, new LedgerEvent($"test/{Holder}/{key}", Holder, Day, Rules),
            [new Transfer(Natures.Credit, fund, bucket, cents, "test")]);
    });

    public Task<bool> WithdrawAsync(string key, long bucket, long cents) => PostAsync(key, async connection =>
        [new Transfer(Natures.Withdraw, bucket,
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, await FunderAsync(connection, bucket)), cents, "test")]);

    private static async Task<string> FunderAsync(NpgsqlConnection connection, long bucket) =>
        await connection.ExecuteScalarAsync<string?>("SELECT funder FROM ledger_account WHERE id = @bucket", new { bucket })
            ?? CounterCodes.FranceCompetences;

    /// <summary>A booking that is exempt and costs what its shares add up to.</summary>
    public Task<bool> ReserveAsync(Guid booking, params (long Bucket, long Cents)[] shares) =>
        ReserveAsync(booking, "RNCP37805", null, shares);

    public Task<bool> ReserveAsync(Guid booking, string? certification, DateOnly? day, params (long Bucket, long Cents)[] shares) =>
        database.InTransactionAsync(connection =>
        BookingLedger.ReserveAsync(
            connection, new AcceptedBooking(
            booking, Holder, shares.Sum(s => s.Cents), 0, "test", null, shares, Certification: certification), day ?? Day, Rules));

    public Task<bool> DebitAsync(Guid booking, string step, long atMost = long.MaxValue) => database.InTransactionAsync(async connection =>
        await BookingLedger.DebitAsync(
            connection, Step(booking, step), Provider, Parts(await BookingLedger.ReservedAsync(connection, booking), atMost)));

    public Task<bool> ReleaseAsync(Guid booking, string step, long atMost = long.MaxValue) =>
        database.InTransactionAsync(async connection =>
        await BookingLedger.ReleaseAsync(
            connection, Step(booking, step), Parts(await BookingLedger.ReservedAsync(connection, booking), atMost)));

    public Task<bool> RecreditAsync(Guid booking, string step, long atMost = long.MaxValue) =>
        database.InTransactionAsync(async connection =>
        await BookingLedger.RecreditAsync(
            connection, Step(booking, step), Parts(await BookingLedger.DebitedAsync(connection, booking), atMost)));

    public async Task<IReadOnlyList<Bucket>> BucketsAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        return await LedgerAccounts.BucketsAsync(connection, Holder);
    }

    private Task<bool> PostAsync(string key, Func<NpgsqlConnection, Task<Transfer[]>> lines) =>
        database.InTransactionAsync(async connection =>
    {
        // Before a counter-account may be opened: everybody takes the holder first.
        await LedgerPosting.LockAsync(connection, Holder);
        return await LedgerPosting.PostAsync(
            connection, new LedgerEvent($"test/{Holder}/{key}", Holder, Day, Rules), await lines(connection));
    });

    private BookingStep Step(Guid booking, string name) => new(booking, name, Holder, Day, Rules, "test");

    private static List<(OpenLine, long)> Parts(IReadOnlyList<OpenLine> lines, long atMost)
    {
        var parts = new List<(OpenLine, long)>();
        foreach (var line in lines)
        {
            var cents = Math.Min(line.Remaining, atMost);
            atMost -= cents;
            if (cents > 0)
                parts.Add((line, cents));
        }
        return parts;
    }
}
