using System.Data;
using Npgsql;

namespace Marketplace.Core.Ledger;

/// <summary>What one check found.</summary>
/// <param name="Broken">How many places; 0 when it holds.</param>
/// <param name="Examples">The first few.</param>
public sealed record LedgerFinding(string Name, string Rule, long Broken, IReadOnlyList<string> Examples, TimeSpan Took);

/// <summary>Proves every invariant over all accounts, in one snapshot: what is posted meanwhile does not disturb it.</summary>
public static class LedgerVerification
{
    private const int ExamplesKept = 20;

    /// <param name="tell">Called after each check.</param>
    public static async Task<IReadOnlyList<LedgerFinding>> RunAsync(NpgsqlDataSource database, Action<LedgerFinding>? tell = null, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        // Sums over millions of accounts stay in memory; all of it is given back with the transaction.
        await using (var settings = new NpgsqlCommand("SET TRANSACTION READ ONLY; SET LOCAL work_mem = '256MB'; SET LOCAL max_parallel_workers_per_gather = 2", connection))
            await settings.ExecuteNonQueryAsync(cancel);
        var findings = new List<LedgerFinding>();
        foreach (var check in LedgerCheck.All)
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
            var finding = new LedgerFinding(check.Name, check.Rule, broken, examples, TimeProvider.System.GetElapsedTime(started));
            findings.Add(finding);
            tell?.Invoke(finding);
        }
        return findings;
    }
}
