using System.Security.Cryptography;
using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Regulation;
using Npgsql;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>A holder with buckets, and operations on them as the tests say them.</summary>
public sealed class LedgerWorld(NpgsqlDataSource database)
{
    public static readonly DateOnly Day = new(2026, 5, 13);
    public const string Siret = "99900100000000";

    public string Rules { get; private set; } = "";
    public long Holder { get; private set; }

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

    public Task<long> OpenAsync(BucketTerms terms) => database.InTransactionAsync(connection => LedgerAccounts.OpenBucketAsync(connection, Holder, terms));

    public Task<bool> CreditAsync(string key, long bucket, long cents, string funder = CounterCodes.FranceCompetences) =>
        PostAsync(key, async connection => [new Transfer(Natures.Credit, await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, funder), bucket, cents, "test")]);

    public Task<bool> WithdrawAsync(string key, long bucket, long cents, string funder = CounterCodes.FranceCompetences) =>
        PostAsync(key, async connection => [new Transfer(Natures.Withdraw, bucket, await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, funder), cents, "test")]);

    /// <summary>A booking that is exempt and costs what its shares add up to.</summary>
    public Task<bool> ReserveAsync(Guid booking, params (long Bucket, long Cents)[] shares) => database.InTransactionAsync(connection =>
        BookingLedger.ReserveAsync(connection, new AcceptedBooking(booking, Holder, shares.Sum(s => s.Cents), 0, "test", null, shares), Day, Rules));

    public Task<bool> DebitAsync(Guid booking, string step, long atMost = long.MaxValue) => database.InTransactionAsync(async connection =>
        await BookingLedger.DebitAsync(connection, Step(booking, step), Siret, Parts(await BookingLedger.ReservedAsync(connection, booking), atMost)));

    public Task<bool> ReleaseAsync(Guid booking, string step, long atMost = long.MaxValue) => database.InTransactionAsync(async connection =>
        await BookingLedger.ReleaseAsync(connection, Step(booking, step), Parts(await BookingLedger.ReservedAsync(connection, booking), atMost)));

    public Task<bool> RecreditAsync(Guid booking, string step, long atMost = long.MaxValue) => database.InTransactionAsync(async connection =>
        await BookingLedger.RecreditAsync(connection, Step(booking, step), Parts(await BookingLedger.DebitedAsync(connection, booking), atMost)));

    public async Task<IReadOnlyList<Bucket>> BucketsAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        return await LedgerAccounts.BucketsAsync(connection, Holder);
    }

    private Task<bool> PostAsync(string key, Func<NpgsqlConnection, Task<Transfer[]>> lines) => database.InTransactionAsync(async connection =>
        await LedgerPosting.PostAsync(connection, new LedgerEvent($"test/{Holder}/{key}", Holder, Day, Rules), await lines(connection)));

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
