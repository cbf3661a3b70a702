using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data.Private;
using Npgsql;

namespace Marketplace.Chaos.Ledger;

/// <summary>
/// Rounds of: let a process move money from many sides, kill it with kill -9 at a random moment (every other round a server
/// process of PostgreSQL first, where that is ours), and check that every invariant holds, that what was accepted is there, and
/// that finishing the interrupted batch credits nobody twice.
/// </summary>
public sealed class LedgerKillRounds(string connectionString, int seed, bool killServer)
{
    private readonly Random _random = new(seed);

    /// <returns>What did not hold, by round; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int rounds, Action<string> say, CancellationToken cancel)
    {
        await DeclareAsync(cancel);
        List<string> problems = [];
        for (var round = 1; round <= rounds; round++)
        {
            var accepted = await RunAndKillAsync(round, cancel);
            var problem = await CheckAsync(accepted, cancel);
            say(FormattableString.Invariant($"round {round}: {accepted.Count} events accepted: {problem ?? "held"}"));
            if (problem is not null)
                problems.Add($"round {round}: {problem}");
        }
        return problems;
    }

    private async Task DeclareAsync(CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var declare = database.CreateCommand("""
            INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, absences, starts, ends, low_qualified, disabled, contribution_paid)
            SELECT $1, p, '123456782', '1', 1, 'employee', 'hours', 100000, '', make_date($1, 1, 1), make_date($1, 12, 31), false, false, false
            FROM (SELECT unnest($2) UNION SELECT sha256(n::text::bytea) FROM generate_series(1, 400) n) t (p) ON CONFLICT DO NOTHING
            """);
        declare.Parameters.AddWithValue(LedgerChild.Year);
        declare.Parameters.AddWithValue(Enumerable.Range(0, 6).Select(n => LedgerChild.Person(seed, n)).ToArray());
        await declare.ExecuteNonQueryAsync(cancel);
    }

    private async Task<IReadOnlyList<string>> RunAndKillAsync(int round, CancellationToken cancel)
    {
        var lines = new ConcurrentQueue<string>();
        // By events, not by time: a slow machine must have as much under way as a fast one.
        var awaited = _random.Next(1, 80);
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
                [typeof(LedgerChild).Assembly.Location, "ledger-child", seed.ToString(CultureInfo.InvariantCulture),
                round.ToString(CultureInfo.InvariantCulture)])
            { RedirectStandardOutput = true, RedirectStandardError = true,
                Environment = { [LedgerChild.DatabaseVariable] = connectionString } },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lines.Enqueue(line.Data);
            if (line.Data.StartsWith("done ", StringComparison.Ordinal) && Interlocked.Decrement(ref awaited) == 0)
                working.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => lines.Enqueue($"error {line.Data}");
        process.Exited += (_, _) => working.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await working.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 60)), cancel);
        if (killServer && round % 2 == 0)
            await KillServerProcessAsync(cancel);
        if (process.HasExited)
            lines.Enqueue("error it ended by itself");
        else
            process.Kill();
        await process.WaitForExitAsync(cancel);
        return [.. lines.Where(l => l != "error ")];
    }

    /// <summary>kill -9 of one server process: PostgreSQL ends all others and recovers from its journal.</summary>
    private async Task KillServerProcessAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using var find = new NpgsqlCommand(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid() AND datname = current_database() LIMIT 1", connection);
        if (await find.ExecuteScalarAsync(cancel) is int pid)
            Programs.Run(Programs.Find("kill")!, ["-9", pid.ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>Null when all is as it must be.</summary>
    private async Task<string?> CheckAsync(IReadOnlyList<string> lines, CancellationToken cancel)
    {
        if (lines.FirstOrDefault(
            l => l.StartsWith("error", StringComparison.Ordinal) || l.StartsWith("Unhandled", StringComparison.Ordinal)) is { } error)
            return $"the process failed: {error}";
        await using var database = NpgsqlDataSource.Create(connectionString);
        await WaitAsync(database, cancel);
        if (await BrokenAsync(database, cancel) is { } broken)
            return broken;
        var accepted = lines.Where(l => l.StartsWith("done ", StringComparison.Ordinal)).Select(l => l[5..]).ToArray();
        await using (var find = database.CreateCommand(
            "SELECT count(*) FROM unnest($1) k WHERE NOT EXISTS (SELECT FROM ledger_transfer t WHERE t.event = k)"))
        {
            find.Parameters.AddWithValue(accepted);
            if (await find.ExecuteScalarAsync(cancel) is long lost and > 0)
                return $"{lost} of {accepted.Length} accepted events are lost";
        }
        var batch = new CreditingBatch(database, RuleBook.Current, TimeProvider.System);
        // The first call ends the killed run; the second looks at everybody, the third must find nothing.
        await batch.RunAsync(LedgerChild.Year, cancel: cancel);
        await batch.RunAsync(LedgerChild.Year, cancel: cancel);
        if (await batch.RunAsync(LedgerChild.Year, cancel: cancel) is { Changed: > 0 and var again })
            return $"a finished year changed {again} accounts";
        return await BrokenAsync(database, cancel);
    }

    private static async Task<string?> BrokenAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        (await LedgerVerification.RunAsync(database, cancel: cancel)).FirstOrDefault(f => f.Broken > 0) is { } finding
            ? $"{finding.Name} is broken {finding.Broken} times: {finding.Examples[0]}" : null;

    /// <summary>Recovery takes a moment, and what a killed client began is rolled back when the server notices.</summary>
    private static async Task WaitAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var others = database.CreateCommand(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'");
                if (await others.ExecuteScalarAsync(cancel) is 0L || tries > 100)
                    return;
            }
            catch (NpgsqlException) when (tries <= 100)
            {
            }
            await Task.Delay(100, cancel);
        }
    }
}
