namespace Marketplace.Search.Text;

/// <summary>
/// What certifications and jobs are called where a place's name stands inside: école de commerce de Dijon, langue des signes.
/// There the name belongs to its neighbours. Immutable.
/// </summary>
public sealed class NamedPhrases
{
    /// <summary>With the small words between: only who writes the very expression means it.</summary>
    private readonly HashSet<string> verbatim = [];

    /// <summary>Without them: also « langue signes », and « commerce dijon ».</summary>
    private readonly HashSet<string> loose = [];

    internal NamedPhrases(IEnumerable<string> titles, Gazetteer gazetteer)
    {
        foreach (var title in titles)
        {
            var words = Tokeniser.Words(title);
            var folded = words.ConvertAll(w => w.Folded);
            for (var start = 0; start < words.Count; start++)
            {
                if (gazetteer.Areas.At(folded, start) is var (_, taken))
                    Add(words, start, taken);
                if (!gazetteer.BeginsName(folded[start]))
                    continue;
                for (var length = 1; length <= Math.Min(Gazetteer.LongestName, words.Count - start); length++)
                    if (gazetteer.Named(folded.Skip(start).Take(length)) is not null)
                        Add(words, start, length);
            }
        }
    }

    /// <summary>Whether these words are a part of an expression, small words and all.</summary>
    public bool Hold(IReadOnlyList<Word> words, int start, int length) =>
        Around(words, start, length).Any(p => verbatim.Contains(p.Verbatim));

    /// <summary>Whether they are a part of one when small words do not count.</summary>
    public bool HoldLoosely(IReadOnlyList<Word> words, int start, int length) =>
        Around(words, start, length).Any(p => loose.Contains(p.Loose));

    private void Add(IReadOnlyList<Word> words, int start, int length)
    {
        foreach (var (exactly, loosely) in Around(words, start, length))
        {
            verbatim.Add(exactly);
            loose.Add(loosely);
        }
    }

    /// <summary>The name with the nearest word that matters before it, and with the one behind it.</summary>
    private static IEnumerable<(string Verbatim, string Loose)> Around(IReadOnlyList<Word> words, int start, int length)
    {
        var before = start - 1;
        while (before >= 0 && IsSmall(words, before))
            before--;
        if (before >= 0)
            yield return (Stems(words, before, start + length),
                Stems(words, before, before + 1) + " " + Stems(words, start, start + length));
        var behind = start + length;
        while (behind < words.Count && IsSmall(words, behind))
            behind++;
        if (behind < words.Count)
            yield return (Stems(words, start, behind + 1), Stems(words, start, start + length) + " " + Stems(words, behind, behind + 1));
    }

    private static bool IsSmall(IReadOnlyList<Word> words, int index) => words[index].Folded.Length == 1
        || StopWords.IsAlways(words[index].Folded);

    private static string Stems(IReadOnlyList<Word> words, int from, int to)
    {
        var stems = new string[to - from];
        for (var i = from; i < to; i++)
            stems[i - from] = words[i].Stem;
        return string.Join(' ', stems);
    }
}
