namespace Marketplace.Search.Text;

/// <summary>
/// Names of jobs as ROME groups them: where nothing is named négociateur immobilier or taxidermiste, the other jobs of
/// the group come near. Its words are no typing errors. Immutable.
/// </summary>
public sealed class JobNames
{
    /// <summary>Weight against what was typed: what comes near comes after all else.</summary>
    public const double Weight = 0.25;

    /// <summary>Other jobs of a group that are asked for; some groups have a hundred.</summary>
    private const int MostOthers = 12;

    private readonly PhraseTable<List<int>> groups = new();
    private readonly List<string[][]> names = [];
    private readonly HashSet<string> words = [];

    /// <summary>Of seed-data; read when first needed.</summary>
    public static JobNames Default { get; } = new(TextResource.Lines("job-names.csv").Skip(1));

    /// <param name="lines">A code, ; and the names of its jobs, separated by |.</param>
    public JobNames(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var group = line[(line.IndexOf(';') + 1)..].Split('|');
            foreach (var name in group)
                words.UnionWith(Tokeniser.Words(name).Select(w => w.Folded));
            var phrases = group.Select(TextAnalyser.Terms).Where(p => p.Length > 0).DistinctBy(p => string.Join(' ', p)).ToArray();
            foreach (var phrase in phrases)
            {
                if (!groups.TryGet(phrase, out var known))
                    groups.Set(phrase, known = []);
                known.Add(names.Count);
            }
            names.Add(phrases);
        }
    }

    /// <summary>Whether a job is named with the folded word.</summary>
    public bool Holds(string folded) => words.Contains(folded);

    /// <summary>
    /// Jobs near the longest one named from <paramref name="start"/> on, of those that the catalogue may name; false when there are none.
    /// </summary>
    public bool TryNear(IReadOnlyList<string> stems, int start, ILexicon lexicon, out IReadOnlyList<TokenAlternative> near, out int length)
    {
        near = groups.TryLongest(stems, start, out var found, out length)
            ? Others(found, [.. stems.Skip(start).Take(length)], lexicon) : [];
        return near.Count > 0;
    }

    private List<TokenAlternative> Others(List<int> found, string[] own, ILexicon lexicon) =>
        [.. found.SelectMany(group => names[group])
            .Where(name => !name.SequenceEqual(own) && !name.All(QuestionWords.IsRank) && name.All(token => lexicon.Naming(token) > 0))
            .OrderBy(name => name.Length).ThenByDescending(name => name.Min(lexicon.Naming))
                .ThenBy(name => string.Join(' ', name), StringComparer.Ordinal)
            .Take(MostOthers).Select(name => new TokenAlternative(name, Weight))];
}
