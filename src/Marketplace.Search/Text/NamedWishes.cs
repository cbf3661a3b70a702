namespace Marketplace.Search.Text;

/// <summary>
/// Where a title has words that elsewhere are a wish: relation client à distance, vente en ligne, études de prix. After
/// the same word they belong to the subject. Immutable.
/// </summary>
public sealed class NamedWishes
{
    private static readonly char[] Signs = ['=', '<', '>', '~', ','];

    /// <summary>What the two lists know.</summary>
    public static readonly NamedWishes OfLists = new([]);

    private readonly HashSet<(string Before, string Wish)> named = [];

    /// <param name="titles">Titles of certifications; phrases of the two lists are known.</param>
    public NamedWishes(IEnumerable<string> titles)
    {
        foreach (var title in titles.Concat(WishWords.Default.Named)
            .Concat(TextResource.Lines("synonyms.txt").SelectMany(line => line.Split(Signs))))
        {
            var words = Tokeniser.Words(title);
            var stems = words.ConvertAll(w => w.Stem);
            for (var i = 1; i < words.Count; i++)
                if (WishWords.Default.At(stems, i) is { } wish && Before(words, i) is { } before)
                    named.Add((before, Content(words, i, wish.Length)));
        }
    }

    /// <summary>Whether the words from <paramref name="start"/> on are part of what is named by the word before them.</summary>
    public bool Holds(IReadOnlyList<Word> words, int start, int length) =>
        Before(words, start) is { } before && named.Contains((before, Content(words, start, length)));

    /// <summary>The last word of weight before.</summary>
    private static string? Before(IReadOnlyList<Word> words, int start)
    {
        for (var i = start - 1; i >= 0; i--)
            if (!StopWords.IsStop(words, i))
                return words[i].Stem;
        return null;
    }

    /// <summary>Without small words: a title says "de prix", a text "prix".</summary>
    private static string Content(IReadOnlyList<Word> words, int start, int length) =>
        string.Join(' ', Enumerable.Range(start, length).Where(i => !StopWords.IsStop(words, i)).Select(i => words[i].Stem));
}
