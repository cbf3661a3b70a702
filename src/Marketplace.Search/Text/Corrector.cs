namespace Marketplace.Search.Text;

/// <summary>
/// Finds what a mistyped word was meant to be: terms of the index and words of the synonym file, one edit away
/// (two for long words), sharing the first two letters; the most frequent wins. Glued words are parted.
/// </summary>
public sealed class Corrector(ILexicon lexicon, Synonyms synonyms)
{
    private const int Prefix = 2;
    private const int ShortestCorrected = 4;
    private const int LongWord = 8;
    private const int ShortestPart = 3;

    /// <summary>A known word is only doubted when its neighbour is so much more frequent.</summary>
    private const int ClearlyMoreFrequent = 20;

    /// <summary>Terms for a word that no document holds: one, or two that were glued; null when none is near.</summary>
    public IReadOnlyList<string>? ForUnknown(string stem)
    {
        if (stem.Length < ShortestCorrected || !stem.All(char.IsAsciiLetterLower))
            return null;
        if (Nearest(stem, 1) is { } near)
            return [near];
        return Split(stem) ?? (stem.Length >= LongWord && Nearest(stem, 2) is { } far ? [far] : null);
    }

    /// <summary>A term for a long word that is known but leads nowhere; null when its neighbours are no better.</summary>
    public string? ForRare(string stem) =>
        stem.Length >= LongWord && stem.All(char.IsAsciiLetterLower)
        && lexicon.Near(stem, 1, Prefix, 1) is [var near, ..]
        && near.Frequency >= ClearlyMoreFrequent * Math.Max(1, lexicon.Frequency(stem))
            ? near.Term : null;

    private string? Nearest(string stem, int edits) =>
        lexicon.Near(stem, edits, Prefix, 1) is [var near, ..] ? near.Term : synonyms.Near(stem, edits, Prefix);

    private string[]? Split(string stem)
    {
        (int Score, string[] Parts)? best = null;
        for (var at = ShortestPart; at <= stem.Length - ShortestPart; at++)
        {
            var (left, right) = (FrenchStemmer.Stem(stem[..at]), FrenchStemmer.Stem(stem[at..]));
            var score = Math.Min(lexicon.Frequency(left), lexicon.Frequency(right));
            if (score > 0 && (best is null || score > best.Value.Score))
                best = (score, [left, right]);
        }
        return best?.Parts;
    }
}
