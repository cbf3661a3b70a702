using System.Globalization;
using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Dotations;

/// <summary>What a run took back.</summary>
/// <param name="Buckets">Holders' dotations that had a rest.</param>
public sealed record DotationExpiryReport(int Buckets, long Cents);

/// <summary>
/// Takes back what is left of dotations whose funder wants the rest (R6323-42-1): after the last day, or when the account
/// is closed (L6323-3). What bookings hold stays theirs; given free later, the next run takes it. Once a day and bucket.
/// </summary>
public sealed class DotationExpiry(NpgsqlDataSource database, RuleBook book, TimeProvider clock)
{
    private const int Buckets = 1_000;

    /// <summary>Goes through all buckets in chunks; interrupted, it begins again and finds what is left.</summary>
    public async Task<DotationExpiryReport> RunAsync(CancellationToken cancel = default)
    {
        var (total, after) = (new DotationExpiryReport(0, 0), 0L);
        while (await ChunkAsync(after, clock.Today(), cancel) is { } chunk)
        {
            after = chunk.Last;
            total = new(total.Buckets + chunk.Buckets, total.Cents + chunk.Cents);
        }
        return total;
    }

    private Task<(long Last, int Buckets, long Cents)?> ChunkAsync(long after, DateOnly today, CancellationToken cancel) =>
        database.InTransactionAsync<(long, int, long)?>(async connection =>
    {
        var due = (await connection.QueryAsync<(long Bucket, long Holder, string Funder)>(new CommandDefinition($"""
            SELECT a.id, a.holder, a.funder FROM ledger_account a
            JOIN ledger_holder h ON h.id = a.holder JOIN ledger_balance b ON b.account = a.id
            WHERE a.refund_rest AND a.kind IN ('dotation', 'top-up') AND a.id > @after AND b.balance > 0 AND (a.usable_until < @today OR h.retired_on <= @today)
            ORDER BY a.id LIMIT {Buckets}
            """, new { after, today }, commandTimeout: 0, cancellationToken: cancel))).ToList();
        if (due.Count == 0)
            return null;
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM ledger_holder WHERE id = ANY (@holders) ORDER BY id FOR NO KEY UPDATE",
            new { holders = due.Select(d => d.Holder).Distinct().ToArray() }, cancellationToken: cancel));
        // Read again now that nobody else moves them.
        var rests = (await connection.QueryAsync<(long Bucket, long Cents)>(new CommandDefinition("""
            SELECT account, balance FROM ledger_balance WHERE account = ANY (@buckets) AND balance > 0
                AND NOT EXISTS (SELECT FROM ledger_transfer WHERE event = format('expiry/%s/%s', account, to_char(@today, 'YYYYMMDD')))
            """, new { buckets = due.Select(d => d.Bucket).ToArray(), today }, cancellationToken: cancel))).ToDictionary(r => r.Bucket, r => r.Cents);
        var accounts = new Dictionary<string, (long Fund, long Owed)>();
        foreach (var funder in due.Select(d => d.Funder).Distinct().Order(StringComparer.Ordinal))
            accounts[funder] = (await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, funder, cancel: cancel),
                await LedgerAccounts.CounterAsync(connection, AccountKinds.Refund, funder, cancel: cancel));
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var taken = due.Where(d => rests.ContainsKey(d.Bucket)).ToList();
        await LedgerPosting.PostManyAsync(connection, [.. taken.SelectMany(d =>
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"expiry/{d.Bucket}/{today:yyyyMMdd}");
            var (fund, owed) = accounts[d.Funder];
            return new[]
            {
                (key, (long?)d.Holder, new Transfer(Natures.Withdraw, d.Bucket, fund, rests[d.Bucket], "dotation.rest"), rules),
                (key + "/owed", null, new Transfer(Natures.Refund, fund, owed, rests[d.Bucket], "dotation.rest"), rules),
            };
        })], today, cancel);
        await connection.ExecuteAsync(new CommandDefinition("UPDATE dotation_line l SET rest = l.rest + d.cents FROM unnest(@accounts, @rests) AS d (bucket, cents) WHERE l.bucket = d.bucket AND l.refund_rest",
            new { accounts = taken.Select(d => d.Bucket).ToArray(), rests = taken.Select(d => rests[d.Bucket]).ToArray() },
            cancellationToken: cancel));
        return (due[^1].Bucket, taken.Count, taken.Sum(d => rests[d.Bucket]));
    }, cancel);
}
