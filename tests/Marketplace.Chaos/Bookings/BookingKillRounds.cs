using System.Diagnostics;
using System.Globalization;
using Marketplace.Bookings.Deadlines;
using Marketplace.Payments.Cards;
using Npgsql;

namespace Marketplace.Chaos.Bookings;

/// <summary>
/// Rounds of: let a process walk randomly through dossiers from several sides, kill it with kill -9 at a random moment, and check that all
/// invariants hold.
/// </summary>
public sealed class BookingKillRounds(string connectionString, int seed)
{
    public const string DatabaseVariable = "CHAOS_BOOKING_DATABASE";
    private const int Holders = 60;
    private const int Capacity = 2;
    private const int Workers = 3;
    private readonly Random _random = new(seed);

    /// <returns>What did not hold, by round; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int rounds, Action<string> say, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await (await BookingScene.OpenAsync(database, Holders, Capacity, cancel)).DisposeAsync();
        List<string> problems = [];
        for (var round = 1; round <= rounds; round++)
        {
            var steps = await RunAndKillAsync(round, cancel);
            await QuietAsync(database, cancel);
            var broken = await BookingInvariants.CheckAsync(database, cancel);
            say(FormattableString.Invariant($"round {round}: {steps} steps: {(broken.Count == 0 ? "held" : string.Join("; ", broken))}"));
            problems.AddRange(broken.Select(b => $"round {round}: {b}"));
        }
        return problems;
    }

    /// <summary>One walk without kills; then time passes until nothing is due any more.</summary>
    /// <returns>What does not hold.</returns>
    public static async Task<IReadOnlyList<string>> WalkAsync(
        string connectionString, int seed, int steps, Action<string> say, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var scene = await BookingScene.OpenAsync(database, Holders, Capacity, cancel);
        var walk = new BookingWalk(scene, seed);
        for (var step = 1; step <= steps; step++)
            await walk.StepAsync(movesClock: true, cancel);
        say(FormattableString.Invariant($"{walk.Done} steps done, {walk.Refused} refused"));
        List<string> broken = [.. await BookingInvariants.CheckAsync(database, cancel)];
        for (var month = 0; month < 12; month++)
        {
            await scene.Clock.MoveForwardAsync(TimeSpan.FromDays(31), cancel);
            await scene.Get<CardSettlement>().ExpireDueAsync(cancel);
            await scene.Get<DeadlineRunner>().RunDueAsync(cancel);
        }
        broken.AddRange(await BookingInvariants.CheckAsync(database, cancel));
        await using var open = database.CreateCommand(
            "SELECT format('dossier %s, %s', id, state) FROM booking WHERE state IN ('requested', 'acknowledged', 'proposed', 'awaiting-funder', 'accepted', 'service-declared') LIMIT 5");
        await using var rows = await open.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            broken.Add($"no end: {rows.GetString(0)}");
        return broken;
    }

    /// <summary>Until the server has noticed that the killed process is gone.</summary>
    private static async Task QuietAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            await using var busy = database.CreateCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'");
            if ((long)(await busy.ExecuteScalarAsync(cancel))! == 0)
                return;
            await Task.Delay(50, cancel);
        }
    }

    /// <summary>The process that is killed.</summary>
    public static async Task<int> ChildAsync(int seed)
    {
        await using var database = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(DatabaseVariable)!);
        await using var scene = await BookingScene.OpenAsync(database, Holders, Capacity, default);
        // None of them ends by itself: the first that fails ends the process.
        await await Task.WhenAny(Enumerable.Range(0, Workers).Select(async worker =>
        {
            var walk = new BookingWalk(scene, (seed * 31) + worker);
            while (true)
            {
                await walk.StepAsync(movesClock: worker == 0, default);
                Console.WriteLine("step");
            }
        }));
        return 0;
    }

    private async Task<int> RunAndKillAsync(int round, CancellationToken cancel)
    {
        // By steps, not by time: a slow machine must have as much under way as a fast one.
        var (awaited, steps) = (_random.Next(1, 60), 0);
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
                [typeof(BookingKillRounds).Assembly.Location, "bookings-child", (seed ^ round).ToString(CultureInfo.InvariantCulture)])
            { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [DatabaseVariable] = connectionString } },
            EnableRaisingEvents = true,
        };
        var errors = new List<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == "step" && Interlocked.Increment(ref steps) == awaited)
                working.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                lock (errors)
                    errors.Add(text);
        };
        process.Exited += (_, _) => working.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await working.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 60)), cancel);
        if (process.HasExited)
            throw new InvalidOperationException($"The walk ended by itself: {string.Join('\n', errors)}");
        process.Kill();
        await process.WaitForExitAsync(cancel);
        return steps;
    }
}
