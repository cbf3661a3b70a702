namespace Marketplace.Search.Text;

/// <summary>A word that was met before, with all that reading documents asks of it.</summary>
internal sealed class KnownWord(string folded, Func<string, int> numberOf)
{
    private int stemmed = -1;
    private int plain = -1;

    public string Folded { get; } = folded;

    /// <summary>It can be left out, wherever it stands unless <see cref="Depends"/>.</summary>
    public bool IsStop { get; } = StopWords.IsAlways(folded);

    /// <summary>Its neighbours say whether it can be left out.</summary>
    public bool Depends { get; } = StopWords.Depends(folded);

    /// <summary>Number of its stem.</summary>
    public int Stemmed => stemmed >= 0 ? stemmed : stemmed = numberOf(FrenchStemmer.Stem(Folded));

    /// <summary>Number of the word as it is.</summary>
    public int Plain => plain >= 0 ? plain : plain = numberOf(Folded);
}

/// <summary>
/// The words met so far. Found by their characters, so that a word met again costs one look-up and no text of its own.
/// </summary>
internal sealed class WordTable(Func<string, int> numberOf)
{
    /// <summary>Words are few; a catalogue of rubbish must not fill the memory.</summary>
    private const int MostWords = 200_000;

    private readonly Dictionary<string, KnownWord>.AlternateLookup<ReadOnlySpan<char>> words =
        new Dictionary<string, KnownWord>(SpreadHash.Instance).GetAlternateLookup<ReadOnlySpan<char>>();

    public KnownWord Of(ReadOnlySpan<char> folded)
    {
        if (words.TryGetValue(folded, out var known))
            return known;
        if (words.Dictionary.Count == MostWords)
            words.Dictionary.Clear();
        var word = new KnownWord(folded.ToString(), numberOf);
        words.Dictionary.Add(word.Folded, word);
        return word;
    }
}
