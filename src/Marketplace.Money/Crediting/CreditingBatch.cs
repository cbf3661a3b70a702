using System.Globalization;
using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Crediting;

/// <summary>What a batch did.</summary>
/// <param name="Persons">Looked at, of all parts of the run that this call did.</param>
/// <param name="Changed">Accounts with a new assessment.</param>
public sealed record CreditingReport(long Persons, long Changed, long CreditedCents, long WithdrawnCents);

/// <summary>
/// Credits a year from its declarations. Persons go in chunks, in the order of their hashes, each chunk with its position in
/// one transaction: killed, it goes on where it stood. What is written is the difference to what was credited before, so
/// late and corrected declarations, and a batch run again, come out right.
/// </summary>
public sealed class CreditingBatch(NpgsqlDataSource database, RuleBook book, TimeProvider clock)
{
    public const int Slices = 64;

    /// <summary>More do not help on two cores: the database computes as long as it is given work.</summary>
    public const int UsualWorkers = 2;

    /// <summary>Runs a year, or goes on with an interrupted run of it.</summary>
    /// <param name="workers">Slices at a time.</param>
    public async Task<CreditingReport> RunAsync(int year, int workers = UsualWorkers, CancellationToken cancel = default)
    {
        var credit = new AnnualCredit(year, book);
        var run = await BeginAsync(year, credit, cancel);
        var funders = await database.InTransactionAsync(async connection => (
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: cancel),
            await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.PublicEmployers, "centihour", cancel)), cancel);
        var total = new CreditingReport(0, 0, 0, 0);
        var gate = new Lock();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Slices), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel },
            async (slice, stop) =>
        {
            var chunk = new CreditingChunk(credit, year, clock.Today(), funders, run, slice);
            // One connection a slice: its prepared statements serve all chunks.
            await using var connection = await database.OpenConnectionAsync(stop);
            while (await chunk.NextAsync(connection, stop) is { } done)
            {
                lock (gate)
                    total = new(total.Persons + done.Persons, total.Changed + done.Changed, total.CreditedCents + done.CreditedCents,
                        total.WithdrawnCents + done.WithdrawnCents);
            }
        });
        await using var end = await database.OpenConnectionAsync(cancel);
        await end.ExecuteAsync(
            new CommandDefinition("UPDATE crediting_run SET finished_at = now() WHERE id = @run", new { run }, cancellationToken: cancel));
        return total;
    }

    private Task<long> BeginAsync(int year, AnnualCredit credit, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        // Two batches of one year take turns here; the second then finds its slices done, or nothing to do.
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(hashtextextended(@key, 8))",
            new { key = string.Create(CultureInfo.InvariantCulture, $"crediting {year}") }, cancellationToken: cancel));
        await RuleSets.FreezeAsync(connection, credit.Rules, cancel);
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT id FROM crediting_run WHERE year = @year AND finished_at IS NULL", new { year = (short)year },
            cancellationToken: cancel)) is { } unfinished)
            return unfinished;
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("""
            WITH run AS (INSERT INTO crediting_run (year) VALUES (@year) RETURNING id), slices AS (
                INSERT INTO crediting_slice (run, slice) SELECT id, n FROM run, generate_series(0, @last) n)
            SELECT id FROM run
            """, new { year = (short)year, last = Slices - 1 }, cancellationToken: cancel));
    }, cancel);
}
