namespace Marketplace.Search.Text;

/// <summary>
/// The project's synonym file: a phrase that people type, and phrases of titles that answer it.
/// <code>
/// a, b = c, d    a and b mean c or d (both directions are written out where both are wanted)
/// a > c, d       who types a is well served by c or d too
/// a ~ c, d       c and d are next best: they come after all the others
/// a &lt; c, d       c and d are meant; what is named a only in its own words (assisté par ordinateur) comes after
/// </code>
/// </summary>
public sealed class Synonyms
{
    /// <summary>What weighs less is no answer, but comes near one.</summary>
    public const double LeastOfAnswers = 0.5;

    /// <summary>What is next best.</summary>
    public const double NextBest = 0.25;

    private const char Meant = '<';

    private static readonly (char Sign, double Weight)[] Relations = [('=', 0.95), ('>', 0.7), ('~', NextBest), (Meant, 0.95)];

    private const int ShortestCorrected = 6;

    private readonly PhraseTable<List<TokenAlternative>> table = new();
    private readonly HashSet<string> words = [];
    private readonly HashSet<string> inPhrases = [];
    private readonly Dictionary<string, string> spellings = [];
    private readonly HashSet<string> otherwise = [];

    public static Synonyms Default { get; } = new(TextResource.Lines("synonyms.txt"));

    public Synonyms(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var at = line.IndexOfAny(['=', '>', '~', Meant]);
            if (at < 0)
                throw new FormatException($"A line of synonyms needs one of = > ~ <: {line}");
            var weight = Relations.First(r => r.Sign == line[at]).Weight;
            var answers = Phrases(line[(at + 1)..]).Select(p => new TokenAlternative(p, weight)).ToList();
            foreach (var phrase in Phrases(line[..at]))
            {
                Add(phrase, answers);
                if (line[at] == Meant)
                    otherwise.Add(string.Join(' ', phrase));
            }
        }
    }

    /// <summary>Alternatives for the longest known phrase of tokens at <paramref name="start"/>.</summary>
    public bool TryLongest(IReadOnlyList<string> tokens, int start, out IReadOnlyList<TokenAlternative> alternatives, out int length)
    {
        var found = table.TryLongest(tokens, start, out var list, out length);
        alternatives = found ? list : [];
        return found;
    }

    /// <summary>Whether people who type the phrase mean its answers rather than its own words.</summary>
    public bool MeansOther(IReadOnlyCollection<string> phrase) => otherwise.Contains(string.Join(' ', phrase));

    /// <summary>Words that people type and no document may hold, within so many edits, with the same first letters.</summary>
    public IEnumerable<string> Near(string stem, int edits, int prefix) => words
        .Where(w => w.AsSpan(0, prefix).SequenceEqual(stem.AsSpan(0, prefix)) && EditDistance.Within(w, stem, edits));

    /// <summary>Whether the token is a word of a phrase that people type.</summary>
    public bool Holds(string stem) => inPhrases.Contains(stem);

    /// <summary>Whether people type the token as a word of its own.</summary>
    public bool Knows(string stem) => table.TryGet([stem], out _);

    /// <summary>A word that has this stem, as the file writes it first; null when it has none.</summary>
    public string? Spelling(string stem) => spellings.GetValueOrDefault(stem);

    private void Add(string[] phrase, List<TokenAlternative> answers)
    {
        if (!table.TryGet(phrase, out var known))
            table.Set(phrase, known = []);
        known.AddRange(answers);
        inPhrases.UnionWith(phrase);
        if (phrase is [{ Length: >= ShortestCorrected } word])
            words.Add(word);
    }

    private List<string[]> Phrases(string list)
    {
        var phrases = new List<string[]>();
        foreach (var phrase in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var tokens = TextAnalyser.Tokens(phrase);
            foreach (var (stem, word) in tokens)
                spellings.TryAdd(stem, phrase[word.Start..word.End].ToLowerInvariant());
            if (tokens.Count > 0)
                phrases.Add([.. tokens.Select(t => t.Text)]);
        }
        return phrases;
    }
}
