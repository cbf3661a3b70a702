using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Search.Text;

namespace Marketplace.Benchmarks.Suggesting;

/// <summary>
/// Times each keystroke of people who type names of jobs and certifications, against looking at every entry in turn.
/// The list is as long as the real registers: names of the seed, multiplied by made-up endings.
/// </summary>
internal static class SuggestBenchmark
{
    private const int Limit = 8;
    private const int Typed = 400;

    public static IReadOnlyList<BenchmarkRow> Run(int certifications)
    {
        var reference = SeedReference.Load();
        var draw = new Random(1);
        string[] endings = [.. reference.NsfDomains.Values];
        Suggestion[] suggestions =
        [
            .. Names(reference.Jobs.Values, certifications / 4).Select(name => new Suggestion("query", name.ToLowerInvariant(), null)),
            .. Names(reference.Jobs.Values, certifications * 11 / 8).Select((name, i) => new Suggestion("job", name, $"K{i}")),
            .. reference.NsfDomains.Select(d => new Suggestion("domain", d.Value, d.Key)),
            .. Names(reference.Certifications.All.Select(c => c.Title), certifications)
            .Select((name, i) => new Suggestion("certification", name, $"RNCP{i}")),
        ];
        var list = new SuggestionList(suggestions);
        var plain = suggestions.Select(s => (Suggestion: s, Words: Tokeniser.Words(s.Text).Select(w => w.Folded).ToArray())).ToArray();
        string[] keystrokes = [.. Enumerable.Range(0, Typed).Select(_ => suggestions[draw.Next(suggestions.Length)].Text)
            .SelectMany(text => Enumerable.Range(2, Math.Min(18, Math.Max(0, text.Length - 2))).Select(length => text[..length]))];
        foreach (var text in keystrokes.Take(500))
            list.Find(text, Limit);
        return [BenchmarkRow.OfTimes($"suggest, {suggestions.Length:N0} entries, {keystrokes.Length:N0} keystrokes", "ms",
            Time(text => list.Find(text, Limit).Count, keystrokes),
            Time(text => OneByOne(plain, text), [.. keystrokes.Where((_, i) => i % 20 == 0)]))];

        IEnumerable<string> Names(IEnumerable<string> names, int count)
        {
            string[] all = [.. names];
            return Enumerable.Range(0, count)
                .Select(i => i < all.Length ? all[i] : $"{all[draw.Next(all.Length)]}, {endings[draw.Next(endings.Length)]}");
        }
    }

    private static List<double> Time(Func<string, int> work, IReadOnlyList<string> keystrokes)
    {
        var times = new List<double>(keystrokes.Count);
        foreach (var text in keystrokes)
        {
            var started = Stopwatch.GetTimestamp();
            work(text);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times;
    }

    private static int OneByOne((Suggestion Suggestion, string[] Words)[] entries, string typed)
    {
        string[] words = [.. Tokeniser.Words(typed).Select(w => w.Folded)];
        return entries.Where(e => Array.TrueForAll(words, w => Array.Exists(e.Words, x => x.StartsWith(w, StringComparison.Ordinal))))
            .OrderBy(e => e.Words[0].StartsWith(words[0], StringComparison.Ordinal) ? 0 : 1).Take(Limit).Count();
    }
}
