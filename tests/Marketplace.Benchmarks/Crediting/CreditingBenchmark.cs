using System.Diagnostics;
using System.Globalization;
using Dapper;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Benchmarks.Crediting;

/// <summary>
/// Credits two years on a durable private cluster: the first opens every account, the second finds them. The baseline does the
/// same with one transaction a person, on a sample.
/// </summary>
public static class CreditingBenchmark
{
    private const int Sample = 2_000;

    /// <summary>
    /// Persons credited uncounted, others than those measured: a process and a PostgreSQL that have just started are slower for some
    /// seconds.
    /// </summary>
    private const int WarmUp = 100_000;

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(int[] sizes, int workers, CancellationToken cancel)
    {
        var rows = new List<BenchmarkRow>();
        foreach (var size in sizes)
        {
            var directory = ServerProcess.NewDirectory();
            try
            {
                await using var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel);
                await MeasureAsync(database, size, workers, rows, cancel);
            }
            finally
            {
                Directory.Delete(directory.Path, recursive: true);
            }
        }
        return rows;
    }

    private static async Task MeasureAsync(
        MarketplaceDatabase database, int size, int workers, List<BenchmarkRow> rows, CancellationToken cancel)
    {
        var label = size.ToString("N0", CultureInfo.InvariantCulture);
        foreach (var year in (int[])[2023, 2024, 2025])
            await DeclareAsync(database.Source, year, year == 2023 ? Sample : size, 0, cancel);
        await DeclareAsync(database.Source, 2022, WarmUp, 7 * size, cancel);
        var batch = new CreditingBatch(database.Source, RuleBook.Current, TimeProvider.System);
        await batch.RunAsync(2022, workers, cancel);
        var single = await OneByOneAsync(database.Source, cancel);
        rows.Add(await RateAsync($"first year, {label} accounts opened", batch, 2024, single));
        rows.Add(await RateAsync($"second year, {label} accounts", batch, 2025, single));
        rows.Add(await RateAsync($"again, nothing new, {label} accounts", batch, 2025, null));
        var watch = Stopwatch.StartNew();
        var findings = await LedgerVerification.RunAsync(
            database.Source, f => Console.WriteLine($"  {f.Name}: {f.Took.TotalSeconds:0.0} s"), cancel);
        if (findings.Any(f => f.Broken > 0))
            throw new InvalidOperationException($"The ledger is broken: {findings.First(f => f.Broken > 0).Examples[0]}");
        rows.Add(BenchmarkRow.OfTimes($"ledger verify, {label} accounts", "s", [watch.Elapsed.TotalSeconds], null));

        async Task<BenchmarkRow> RateAsync(string work, CreditingBatch crediting, int year, double? baseline)
        {
            var started = Stopwatch.StartNew();
            var report = await crediting.RunAsync(year, workers, cancel);
            return BenchmarkRow.OfRates(
                work, "accounts/s", [report.Persons / started.Elapsed.TotalSeconds], baseline is { } b ? [b] : null);
        }
    }

    /// <summary>One person in six has two employers; part-time, absences, low qualification and disability as often as in life.</summary>
    private static async Task DeclareAsync(NpgsqlDataSource database, int year, int persons, int from, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, absences, starts, ends, low_qualified, disabled, contribution_paid)
            SELECT @year, sha256((n / 7 * 6 + least(n % 7, 5))::text::bytea), CASE n % 7 WHEN 6 THEN '987654324' ELSE '123456782' END, '1', 1, 'employee', 'hours',
                CASE WHEN n % 5 = 0 THEN n::bigint * 7919 % 160700 ELSE 160700 END, CASE WHEN n % 29 = 0 THEN 'maternity:40000' ELSE '' END,
                make_date(@year, 1, 1), make_date(@year, 12, 31), n % 8 = 0, n % 25 = 0, false
            FROM generate_series(@from, @last) n ORDER BY 2;
            """, new { year, from, last = from + (persons * 7 / 6) - 1 }, commandTimeout: 0, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("ANALYZE activity_declaration", commandTimeout: 0, cancellationToken: cancel));
    }

    /// <summary>Accounts a second with a transaction for each.</summary>
    private static async Task<double> OneByOneAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        var credit = new AnnualCredit(2023, RuleBook.Current);
        var persons = new List<byte[]>();
        await using (var read = await database.OpenConnectionAsync(cancel))
        {
            persons.AddRange(await read.QueryAsync<byte[]>("SELECT DISTINCT person FROM activity_declaration WHERE year = 2023"));
            await RuleSets.FreezeAsync(read, credit.Rules, cancel);
        }
        var watch = Stopwatch.StartNew();
        foreach (var person in persons)
        {
            await database.InTransactionAsync(async connection =>
            {
                var holder = await LedgerAccounts.HolderAsync(connection, person, cancel);
                var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual), cancel);
                var funder = await LedgerAccounts.CounterAsync(
                    connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: cancel);
                await LedgerPosting.PostAsync(
                    connection, new LedgerEvent($"single/2023/{holder}", holder, new DateOnly(2024, 4, 1), credit.Rules.Stamp),
                    [new Transfer(Natures.Credit, funder, bucket, 50_000, "benchmark")], cancel);
            }, cancel);
        }
        return persons.Count / watch.Elapsed.TotalSeconds;
    }
}
