using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace Marketplace.Money.Ledger;

/// <summary>What one check found.</summary>
/// <param name="Broken">How many places; 0 when it holds.</param>
/// <param name="Examples">The first few.</param>
public sealed record LedgerFinding(string Name, string Rule, long Broken, IReadOnlyList<string> Examples, TimeSpan Took);

/// <summary>Proves every invariant over all accounts, in one snapshot: what is posted meanwhile does not disturb it.</summary>
public static class LedgerVerification
{
    private const int ExamplesKept = 20;

    /// <summary>Checks at a time, each on a connection of its own: the long ones are few, and each keeps one core busy.</summary>
    private const int AtOnce = 2;

    /// <param name="tell">Called after each check, from one at a time, in the order in which they end.</param>
    /// <returns>In the order of the list of checks.</returns>
    public static async Task<IReadOnlyList<LedgerFinding>> RunAsync(
        NpgsqlDataSource database, Action<LedgerFinding>? tell = null, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        string snapshot;
        await using (var export = new NpgsqlCommand("SELECT pg_export_snapshot()", connection))
            snapshot = (string)(await export.ExecuteScalarAsync(cancel))!;
        var waiting = new ConcurrentQueue<LedgerCheck>(LedgerCheck.All);
        var findings = new ConcurrentDictionary<LedgerCheck, LedgerFinding>();
        var telling = new Lock();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => CheckAsync(database, snapshot, waiting, (check, finding) =>
        {
            findings[check] = finding;
            lock (telling)
                tell?.Invoke(finding);
        }, cancel)));
        return [.. LedgerCheck.All.Select(check => findings[check])];
    }

    /// <summary>Takes one check after the other.</summary>
    private static async Task CheckAsync(
        NpgsqlDataSource database, string snapshot, ConcurrentQueue<LedgerCheck> waiting, Action<LedgerCheck, LedgerFinding> found,
        CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        // Sums over millions of accounts stay in memory; all of it is given back with the transaction.
        await using (var settings = new NpgsqlCommand(
            $"SET TRANSACTION SNAPSHOT '{snapshot}'; SET TRANSACTION READ ONLY; SET LOCAL work_mem = '256MB'; SET LOCAL max_parallel_workers_per_gather = 0", connection))
            await settings.ExecuteNonQueryAsync(cancel);
        while (waiting.TryDequeue(out var check))
        {
            var started = TimeProvider.System.GetTimestamp();
            var examples = new List<string>();
            var broken = 0L;
            await using (var query = new NpgsqlCommand(check.Sql, connection) { CommandTimeout = 0 })
            await using (var reader = await query.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel))
                {
                    if (broken++ < ExamplesKept)
                        examples.Add(reader.GetString(0));
                }
            }
            found(check, new LedgerFinding(check.Name, check.Rule, broken, examples, TimeProvider.System.GetElapsedTime(started)));
        }
    }
}
