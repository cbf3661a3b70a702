using System.Diagnostics;
using Marketplace.Testing;

namespace Marketplace.Chaos;

/// <summary>
/// Rounds of: import some files beside a running server, kill the import, the server or both at a random moment,
/// start again, and check that no file is half in, that importing again completes, and that the index equals the base.
/// </summary>
public static class KillRounds
{
    private enum Victim { Import, Server, Both }

    /// <returns>0 when every round held.</returns>
    public static async Task<int> RunAsync(int rounds, int seed, IReadOnlyList<InputFile> files, CancellationToken cancel)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{files.Count} files, {files.Sum(f => f.Actions)} actions, {rounds} rounds, seed {seed}"));
        var random = new Random(seed);
        var typical = await TypicalImportAsync(files, cancel);
        var failed = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var victim = (Victim)((round - 1) % 3);
            var moment = typical * (0.1 + (random.NextDouble() * 1.1));
            var problem = await SurviveAsync(victim, moment, files, cancel);
            failed += problem is null ? 0 : 1;
            Console.WriteLine(FormattableString.Invariant(
                $"round {round}: {victim} killed after {moment.TotalMilliseconds:0} ms: {problem ?? "held"}"));
        }
        Directory.Delete(Path.GetDirectoryName(files[0].Path)!, true);
        Console.WriteLine($"{rounds - failed} rounds held, {failed} did not.");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>How long an undisturbed import takes here, to place the kills inside it.</summary>
    private static async Task<TimeSpan> TypicalImportAsync(IReadOnlyList<InputFile> files, CancellationToken cancel)
    {
        using var installation = new Installation();
        await using var server = await ServerProcess.StartAsync(installation.Directory);
        var watch = Stopwatch.StartNew();
        var import = await ImportAsync(installation, files);
        watch.Stop();
        cancel.ThrowIfCancellationRequested();
        return import is null ? watch.Elapsed : throw new InvalidOperationException($"The undisturbed import failed: {import}");
    }

    /// <summary>Null when everything held, else what did not.</summary>
    private static async Task<string?> SurviveAsync(
        Victim victim, TimeSpan moment, IReadOnlyList<InputFile> files, CancellationToken cancel)
    {
        using var installation = new Installation();
        var server = await ServerProcess.StartAsync(installation.Directory);
        try
        {
            await using (var import = ServerProcess.StartCommand(installation.Directory, "import", "edof", Folder(files)))
            {
                await Task.Delay(moment, cancel);
                if (victim != Victim.Server)
                    await import.KillAsync();
                if (victim != Victim.Import)
                    await server.KillAsync();
            }
            if (server.HasEnded)
            {
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(installation.Directory);
            }
            if (await HalfInAsync(installation, files, whole: false, cancel) is { } half)
                return half;
            if (await VerifyAsync(installation) is { } drift)
                return $"after the restart, {drift}";
            return await ImportAsync(installation, files) ?? await HalfInAsync(installation, files, whole: true, cancel)
                ?? await VerifyAsync(installation);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static Task<string?> ImportAsync(Installation installation, IReadOnlyList<InputFile> files) =>
        CommandAsync(installation, "import", "edof", Folder(files));

    private static Task<string?> VerifyAsync(Installation installation) => CommandAsync(installation, "index", "verify");

    private static async Task<string?> CommandAsync(Installation installation, params string[] arguments)
    {
        var (status, output, errors) = await ServerProcess.RunAsync(installation.Directory, arguments);
        return status == 0 ? null : $"{string.Join(' ', arguments)} answered {status}: {output}{errors}";
    }

    /// <summary>Each file must be in completely or not at all; with <paramref name="whole"/>, completely.</summary>
    private static async Task<string?> HalfInAsync(
        Installation installation, IReadOnlyList<InputFile> files, bool whole, CancellationToken cancel)
    {
        var published = await installation.CountsAsync(cancel);
        foreach (var file in files)
        {
            var expected = (file.Formations, file.Actions, file.Sessions);
            var found = published.GetValueOrDefault(file.Siret);
            if (found != expected && (whole || found != default))
                return $"{file.Siret} holds {found} instead of {expected}";
        }
        return null;
    }

    private static string Folder(IReadOnlyList<InputFile> files) => Path.GetDirectoryName(files[0].Path)!;
}
