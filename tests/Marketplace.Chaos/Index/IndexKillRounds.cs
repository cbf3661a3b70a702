using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Marketplace.Search.Embedded;

namespace Marketplace.Chaos.Index;

/// <summary>
/// Rounds of: let a process apply, save, merge and rebuild an index, kill it with kill -9 at a random moment of one of
/// these, open what it left, and check that nothing that was saved is lost, nothing is half in, and that catching up
/// gives what the write side holds. Every fifth round a file is damaged too: that must be noticed, and mended by a rebuild.
/// </summary>
public sealed class IndexKillRounds(string directory, int seed)
{
    private const int DamageEvery = 5;
    private const int CatchUp = 10;
    private static readonly string[] Phases = ["apply", "save", "rebuild"];

    private readonly Random random = new(seed);

    /// <returns>What did not hold, by round; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int rounds, Action<string> say, CancellationToken cancel)
    {
        List<string> problems = [];
        for (var round = 1; round <= rounds; round++)
        {
            var phase = Phases[(round - 1) % Phases.Length];
            var lines = await RunAndKillAsync(phase, cancel);
            var damaged = round % DamageEvery == 0 ? Damage() : null;
            var problem = await CheckAsync(lines, damaged);
            say(FormattableString.Invariant($"round {round}: killed in {phase} at « {lines[^1]} »{(damaged is null ? "" : $", {damaged} damaged")}: {problem ?? "held"}"));
            if (problem is not null)
                problems.Add($"round {round}: {problem}");
        }
        return problems;
    }

    /// <summary>Lets the process come to some occurrence of the phase, and some milliseconds into it.</summary>
    private async Task<IReadOnlyList<string>> RunAndKillAsync(string phase, CancellationToken cancel)
    {
        var occurrences = random.Next(1, phase == "rebuild" ? 2 : 12);
        var into = TimeSpan.FromMilliseconds(random.Next(0, phase == "rebuild" ? 120 : 25));
        var lines = new ConcurrentQueue<string>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
                [typeof(IndexChild).Assembly.Location, "index-child", directory, seed.ToString(CultureInfo.InvariantCulture)])
            { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lines.Enqueue(line.Data);
            if (line.Data.StartsWith(phase + " ", StringComparison.Ordinal) && Interlocked.Decrement(ref occurrences) == 0)
                reached.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => lines.Enqueue($"error {line.Data}");
        process.Exited += (_, _) => reached.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
        await Task.Delay(into, cancel);
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(cancel);
        return [.. lines.Where(l => l != "error ")];
    }

    /// <summary>Flips a bit or cuts the end of one of the index's files. Which one.</summary>
    private string Damage()
    {
        var files = Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is not "LOCK" && new FileInfo(f).Length > 0).Order(StringComparer.Ordinal).ToList();
        var file = files[random.Next(files.Count)];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        if (random.Next(2) == 0)
        {
            stream.SetLength(stream.Length / 2);
        }
        else
        {
            stream.Position = random.NextInt64(stream.Length);
            var old = stream.ReadByte();
            stream.Position--;
            stream.WriteByte((byte)(old ^ (1 << random.Next(8))));
        }
        return Path.GetFileName(file);
    }

    /// <summary>Opens what is left. Null when all is as it must be.</summary>
    private async Task<string?> CheckAsync(IReadOnlyList<string> lines, string? damaged)
    {
        if (lines.FirstOrDefault(l => l.StartsWith("error", StringComparison.Ordinal)) is { } error)
            return $"the process failed: {error}";
        if (lines.FirstOrDefault(l => l.StartsWith("damaged", StringComparison.Ordinal)) is { } left)
            return $"the process found its index {left}";
        await using var index = EmbeddedIndex.Open(directory);
        var status = await index.StatusAsync();
        if (status.Position is null)
        {
            if (damaged is null && (index.Problem is not null || LastSaved(lines) > 0))
                return $"nothing was damaged, but the index is gone: {index.Problem}";
            await RebuildAsync(index);
        }
        else if (int.Parse(status.Position, CultureInfo.InvariantCulture) < LastSaved(lines))
        {
            return $"saved at {LastSaved(lines)}, found at {status.Position}";
        }
        var position = int.Parse((await index.StatusAsync()).Position!, CultureInfo.InvariantCulture);
        if (await DifferenceAsync(index, position) is { } difference)
            return difference;
        for (var next = position + 1; next <= position + CatchUp; next++)
            await index.ApplyAsync(new IndexScript(seed).Batch(next));
        return await DifferenceAsync(index, position + CatchUp);
    }

    private async Task RebuildAsync(EmbeddedIndex index)
    {
        await using var rebuild = await index.BeginRebuildAsync();
        await rebuild.ApplyAsync(new IndexScript(seed).Puts(1));
        await rebuild.SwapAsync("1");
    }

    private async Task<string?> DifferenceAsync(EmbeddedIndex index, int position)
    {
        var expected = new IndexScript(seed).At(position);
        var found = new Dictionary<string, long>();
        await foreach (var document in index.ListAsync())
            if (!found.TryAdd(document.Id, document.Version))
                return $"at {position}, {document.Id} is there twice";
        var wrong = expected.Count(e => found.GetValueOrDefault(e.Key) != e.Value);
        return wrong == 0 && found.Count == expected.Count
            ? null
            : $"at {position}, {found.Count} documents instead of {expected.Count}, {wrong} of them missing or of another version";
    }

    private static int LastSaved(IReadOnlyList<string> lines) => lines
        .Where(l => l.StartsWith("saved ", StringComparison.Ordinal)).Select(l => int.Parse(l[6..], CultureInfo.InvariantCulture))
            .DefaultIfEmpty(0).Max();
}
