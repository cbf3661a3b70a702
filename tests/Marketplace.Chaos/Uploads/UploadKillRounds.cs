using System.Diagnostics;
using System.Globalization;
using Marketplace.Catalogue.Offers;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Chaos.Uploads;

/// <summary>
/// Rounds of: twelve providers send a catalogue at once, the process that publishes them is killed with kill -9 at a random moment, and
/// each catalogue is wholly the old or wholly the new one, as its upload says; the next process finishes all of them.
/// </summary>
public sealed class UploadKillRounds(string connectionString, int seed)
{
    public const string DatabaseVariable = "CHAOS_UPLOAD_DATABASE";
    private const int Providers = 12;
    private const int Offers = 12;
    private const int ActionsOfOne = 5;
    private static readonly Dictionary<string, string?> AllAtOnce = new() { ["Uploads:Workers"] = $"{Providers}" };
    private readonly Random _random = new(seed);

    /// <returns>What did not hold, by round; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int rounds, Action<string> say, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var scene = await UploadScene.OpenAsync(database, cancel, AllAtOnce);
        var providers = new List<(UploadScope Scope, string Siret)>();
        for (var n = 0; n < Providers; n++)
        {
            var siret = $"700000000{n:00000}";
            providers.Add((await scene.OrganisationAsync(siret), siret));
        }
        // The first is not disturbed: it places the kills of the others.
        var (typical, problems) = (TimeSpan.Zero, new List<string>());
        for (var round = 0; round <= rounds; round++)
        {
            var sent = new List<Sent>();
            foreach (var (scope, siret) in providers)
                sent.Add(new(scope, siret, await scene.VersionAsync(siret),
                    await scene.SendAsync(scope, UploadScene.Csv(siret, [.. Catalogue(round)]), UploadModes.All)));
            var killed = round == 0 ? null : (TimeSpan?)(typical * (0.05 + _random.NextDouble()));
            var (elapsed, ended) = await WorkAsync(killed, cancel);
            typical = round == 0 ? elapsed : typical;
            var (broken, published) = await HalfAsync(scene, database, sent, cancel);
            await scene.Get<UploadWork>().RunAsync(cancel);
            foreach (var one in sent)
                if (await scene.FindAsync(one.Scope, one.Id) is { State: not UploadProcess.Published } left)
                    broken.Add($"{one.Siret} is {left.State} after the next run: {left.Note}");
            say(FormattableString.Invariant(
                $"round {round}: {(ended ? "ended by itself" : $"killed after {killed?.TotalMilliseconds:0} ms")}, {published} of {Providers} published: {(broken.Count == 0 ? "held" : string.Join("; ", broken))}"));
            problems.AddRange(broken.Select(b => $"round {round}: {b}"));
        }
        return problems;
    }

    /// <summary>The process that is killed.</summary>
    public static async Task<int> ChildAsync()
    {
        await using var database = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(DatabaseVariable)!);
        await using var scene = await UploadScene.OpenAsync(database, default, AllAtOnce);
        Console.WriteLine("ready");
        await scene.Get<UploadWork>().RunAsync(default);
        return 0;
    }

    private sealed record Sent(UploadScope Scope, string Siret, string Before, Guid Id);

    /// <summary>Some items new, some changed, some gone each time.</summary>
    private static IEnumerable<AcceptedOffer> Catalogue(int round) => Enumerable.Range(round % 3, Offers).Select(n => new AcceptedOffer(
        TestOffers.Offer($"F{n}") with { Objective = n % 2 == 0 ? $"Apprendre, {round}" : "Apprendre" },
        [.. Enumerable.Range(0, ActionsOfOne).Select(a => TestOffers.Accepted(
            TestOffers.Action($"A{a}") with { HoursInCentre = 100 + (20 * a) }, TestOffers.Session($"S{round % 2}")))]));

    /// <returns>What is neither the old nor the new catalogue, or not as its upload says; and how many were published.</returns>
    private static async Task<(List<string> Broken, int Published)> HalfAsync(
        UploadScene scene, NpgsqlDataSource database, List<Sent> sent, CancellationToken cancel)
    {
        await QuietAsync(database, cancel);
        var (broken, published) = (new List<string>(), 0);
        foreach (var one in sent)
        {
            var (upload, now) = (await scene.FindAsync(one.Scope, one.Id), await scene.VersionAsync(one.Siret));
            var isPublished = upload.State == UploadProcess.Published;
            published += isPublished ? 1 : 0;
            if (now != (isPublished ? upload.PublishedVersion : one.Before))
                broken.Add($"{one.Siret} is {upload.State}, and its catalogue is not");
        }
        return (broken, published);
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

    /// <returns>How long it worked, and whether it ended before it was killed.</returns>
    private async Task<(TimeSpan Elapsed, bool Ended)> WorkAsync(TimeSpan? killed, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(UploadKillRounds).Assembly.Location, "uploads-child"])
        {
            RedirectStandardOutput = true, Environment = { [DatabaseVariable] = connectionString },
        })!;
        if (await process.StandardOutput.ReadLineAsync(cancel) != "ready")
            throw new InvalidOperationException("The process ended before it was ready.");
        var watch = Stopwatch.StartNew();
        var end = process.WaitForExitAsync(cancel);
        if (killed is { } moment && await Task.WhenAny(end, Task.Delay(moment, cancel)) != end)
            process.Kill();
        await end;
        if (killed is null && process.ExitCode != 0)
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The undisturbed run failed: {process.ExitCode}"));
        return (watch.Elapsed, process.ExitCode == 0);
    }
}
