namespace Marketplace.Search.Text;

/// <summary>
/// The project's synonym file: a phrase that people type, and phrases of titles that answer it.
/// <code>
/// a, b = c, d    a and b mean c or d (both directions are written out where both are wanted)
/// a > c, d       who types a is well served by c or d too
/// a ~ c, d       c and d are next best: they come after all the others
/// </code>
/// </summary>
public sealed class Synonyms
{
    private static readonly (char Sign, double Weight)[] Relations = [('=', 0.95), ('>', 0.7), ('~', 0.25)];

    private const int ShortestCorrected = 6;

    private readonly PhraseTable<List<TokenAlternative>> table = new();
    private readonly HashSet<string> words = [];

    public static Synonyms Default { get; } = new(TextResource.Lines("synonyms.txt"));

    public Synonyms(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var at = line.IndexOfAny(['=', '>', '~']);
            if (at < 0)
                throw new FormatException($"A line of synonyms needs one of = > ~: {line}");
            var weight = Relations.First(r => r.Sign == line[at]).Weight;
            var answers = Phrases(line[(at + 1)..]).Select(p => new TokenAlternative(p, weight)).ToList();
            foreach (var phrase in Phrases(line[..at]))
                Add(phrase, answers);
        }
    }

    /// <summary>Alternatives for the longest known phrase of tokens at <paramref name="start"/>.</summary>
    public bool TryLongest(IReadOnlyList<string> tokens, int start, out IReadOnlyList<TokenAlternative> alternatives, out int length)
    {
        var found = table.TryLongest(tokens, start, out var list, out length);
        alternatives = found ? list : [];
        return found;
    }

    /// <summary>A word that people type and no document may hold, within so many edits, with the same first letters.</summary>
    public string? Near(string stem, int edits, int prefix) => words
        .Where(w => w.AsSpan(0, prefix).SequenceEqual(stem.AsSpan(0, prefix)) && EditDistance.Within(w, stem, edits))
        .Order(StringComparer.Ordinal).FirstOrDefault();

    private void Add(string[] phrase, List<TokenAlternative> answers)
    {
        if (!table.TryGet(phrase, out var known))
            table.Set(phrase, known = []);
        known.AddRange(answers);
        if (phrase is [{ Length: >= ShortestCorrected } word])
            words.Add(word);
    }

    private static IEnumerable<string[]> Phrases(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(TextAnalyser.Terms).Where(p => p.Length > 0);
}
