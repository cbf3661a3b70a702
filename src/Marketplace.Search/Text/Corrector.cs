namespace Marketplace.Search.Text;

/// <summary>
/// Finds what a mistyped word was meant to be: a word by which something in the catalogue is named, or one of the synonym
/// file. What sounds the same goes first, then the most frequent. Glued words are parted.
/// </summary>
/// <remarks>
/// Short words have neighbours that mean something else (taxi and tapis, drone and Drôme, vente and verte), so that the
/// shorter the word the less may differ; words of less than four letters are left alone, and so are those of a job's name.
/// </remarks>
public sealed class Corrector(ILexicon lexicon, Synonyms synonyms, JobNames jobs)
{
    private const int Prefix = 2;
    private const int ShortestCorrected = 4;
    private const int LongWord = 8;
    private const int ShortestPart = 3;
    private const int ShortestGlued = 9;
    private const int Candidates = 12;

    /// <summary>A known word is only doubted when its neighbour is so much more frequent.</summary>
    private const int ClearlyMoreFrequent = 20;

    /// <summary>Beginnings that sound the same: the look-up by first letters would miss them.</summary>
    private static readonly (string Typed, string Meant)[] Beginnings =
        [("f", "ph"), ("k", "c"), ("k", "qu"), ("s", "c"), ("c", "s"), ("o", "ho"), ("e", "he"), ("i", "hi"), ("i", "hy"), ("o", "au"),
            ("ost", "host")];

    /// <summary>What may stand between two words that were glued (tailleurdepierre).</summary>
    private static readonly string[] Between = ["", "de", "du", "des", "d", "en"];

    private readonly record struct Candidate(string Term, int Cost, int Frequency);

    /// <summary>Terms for a word that names nothing: one, or two that were glued; null when none is near.</summary>
    public IReadOnlyList<string>? ForUnknown(Word word)
    {
        if (!IsCorrectable(word))
            return null;
        if ((Best(word, 1) ?? WithoutDoubles(word)) is { } near)
            return [near.Term];
        return Split(word.Folded) ?? (word.Folded.Length >= LongWord && Best(word, 2) is { } far ? [far.Term] : null);
    }

    /// <summary>
    /// The term that a word sounds like, for a word that itself names nothing while its family does (hotelerie); null when there is none.
    /// </summary>
    public IReadOnlyList<string>? ForMisspelt(Word word)
    {
        if (!IsCorrectable(word) || lexicon.Naming(word.Stem) > 0)
            return null;
        for (var edits = 1; edits <= (word.Folded.Length >= LongWord ? 2 : 1); edits++)
            if (Best(word, edits) is { Cost: 0 } same)
                return WordFamilies.Of(word.Stem, lexicon).Contains(same.Term) ? null : [same.Term];
        return null;
    }

    /// <summary>A term for a long word that is known but leads nowhere; null when its neighbours are no better.</summary>
    public IReadOnlyList<string>? ForRare(Word word) =>
        word.Folded.Length >= LongWord && IsCorrectable(word) && Best(word, 1) is { } near
        && near.Frequency >= ClearlyMoreFrequent * Math.Max(1, lexicon.Naming(word.Stem))
            ? [near.Term] : null;

    private bool IsCorrectable(Word word) =>
        word.Term is null && !synonyms.Holds(word.Stem) && !jobs.Holds(word.Folded) && word.Folded.Length >= ShortestCorrected
            && word.Folded.All(char.IsAsciiLetterLower);

    private Candidate? Best(Word word, int edits)
    {
        var sound = PhoneticKey.Of(word.Folded);
        var found = new[] { word.Stem, word.Folded }.Distinct()
            .SelectMany(spelling => lexicon.Near(spelling, edits, Prefix, Candidates))
            .Concat(synonyms.Near(word.Stem, edits, Prefix).Select(t => new LexiconTerm(t, 1)))
            .Where(t => t.Term != word.Stem && !StopWords.IsAlways(t.Term))
            .Select(t => new Candidate(t.Term, PhoneticKey.Of(t.Term) == sound ? 0 : edits, t.Frequency))
            .Where(c => MayDiffer(word, c.Term, c.Cost))
            .Concat(BeginningOtherwise(word)
                .SelectMany(s => lexicon.Near(s, edits, Prefix, Candidates).Prepend(new LexiconTerm(s, lexicon.Naming(s))))
                .Where(t => t.Frequency > 0).Where(t => word.Folded.Length > ShortestCorrected && PhoneticKey.Of(t.Term) == sound)
                    .Select(t => new Candidate(t.Term, 0, t.Frequency)))
            .OrderBy(c => c.Cost).ThenByDescending(c => c.Frequency).ThenBy(c => c.Term, StringComparer.Ordinal);
        foreach (var candidate in found)
            return candidate;
        return null;
    }

    /// <summary>The word with beginnings that sound the same (fotographe, kuisine).</summary>
    private static IEnumerable<string> BeginningOtherwise(Word word) =>
        from beginning in Beginnings
        where word.Stem.StartsWith(beginning.Typed, StringComparison.Ordinal)
            && !word.Stem.StartsWith(beginning.Meant, StringComparison.Ordinal)
        select beginning.Meant + word.Stem[beginning.Typed.Length..];

    private static bool MayDiffer(Word word, string term, int cost)
    {
        // The stem may have lost letters that the typed word has; what is nearer counts.
        var typed = Math.Abs(word.Stem.Length - term.Length) <= Math.Abs(word.Folded.Length - term.Length) ? word.Stem : word.Folded;
        return word.Folded.Length switch
        {
            4 => IsSwap(typed, term),
            5 => cost == 0 || IsSwap(typed, term) || typed.Length != term.Length,
            _ => true,
        };
    }

    private static bool IsSwap(string a, string b) =>
        a.Length == b.Length && a != b && string.Concat(a.Order()) == string.Concat(b.Order());

    /// <summary>The word with single letters for double ones, where its family then names something (jardinnage).</summary>
    private Candidate? WithoutDoubles(Word word)
    {
        var single = FrenchStemmer.Stem(string.Concat(word.Folded.Where((c, i) => i == 0 || c != word.Folded[i - 1])));
        return single != word.Stem && (synonyms.Holds(single) || WordFamilies.Of(single, lexicon).Any())
            ? new Candidate(single, 0, 1) : null;
    }

    private string[]? Split(string word)
    {
        if (word.Length < ShortestGlued)
            return null;
        (int Score, string[] Parts)? best = null;
        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            foreach (var between in Between)
            {
                if (!word.AsSpan(at).StartsWith(between) || word.Length - at - between.Length < ShortestPart)
                    continue;
                var (left, right) = (FrenchStemmer.Stem(word[..at]), FrenchStemmer.Stem(word[(at + between.Length)..]));
                var score = Math.Min(lexicon.Naming(left), lexicon.Naming(right));
                if (score > 0 && (best is null || score > best.Value.Score))
                    best = (score, [left, right]);
            }
        }
        return best?.Parts;
    }
}
