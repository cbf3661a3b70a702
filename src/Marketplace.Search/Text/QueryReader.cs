namespace Marketplace.Search.Text;

/// <summary>
/// Understands what people type: codes, places, level words and questions are told from the words that matter;
/// those become clauses with their synonyms and families.
/// </summary>
public sealed class QueryReader(ILexicon lexicon, Gazetteer gazetteer, Synonyms synonyms)
{
    /// <summary>A provider's name is matched by the word as typed.</summary>
    private const double AsTyped = 0.9;

    /// <summary>What words next to each other add when they are so in a document.</summary>
    private const double Adjacent = 0.6;

    /// <summary>Reads a text with all interpretation.</summary>
    public ReadText Read(string text)
    {
        var read = new ReadText { Text = text };
        var words = Tokeniser.Words(text);
        var stops = Enumerable.Range(0, words.Count).Select(i => StopWords.IsStop(words, i)).ToArray();
        var rest = new List<Word>();
        var levels = new List<(LevelWord Level, Word Word)>();
        for (var i = 0; i < words.Count;)
        {
            if (CodeReader.At(words, i) is { } code && read.Code is null)
            {
                read.Code = code.Code;
                AddClause(read, words[i], [new TokenAlternative([code.Code.ToLowerInvariant()], 1)], required: true);
                i += code.Length;
            }
            else if (read.Place is null && PlaceReader.At(words, i, text, gazetteer) is { } place
                && (place.Place.Text.Any(c => c > 0x7F) || !IsPhrase(words, i, place.Length - 1)))
            {
                read.Place = place.Place;
                if (!place.Place.Certain)
                    rest.AddRange(words.GetRange(i, place.Length));
                i += place.Length;
            }
            else if (LevelWords.At([.. words.Select(w => w.Folded)], i) is { } level && !IsPhrase(words, i, level.Length))
            {
                read.Level ??= level.Level;
                levels.Add((level, words[i]));
                i += level.Length;
            }
            else
            {
                if (!stops[i])
                    rest.Add(words[i]);
                i++;
            }
        }
        AddWords(read, rest);
        var onlyLevels = !read.Clauses.Exists(c => c.Required);
        foreach (var (level, word) in levels.Where(l => l.Level.Alternatives.Count > 0))
            AddClause(read, word, level.Alternatives, required: onlyLevels);
        SettlePlace(read);
        return read;
    }

    /// <summary>Reads a text word by word, without interpretation.</summary>
    public ReadText ReadExactly(string text)
    {
        var read = new ReadText { Text = text };
        foreach (var token in TextAnalyser.Tokens(text))
            AddClause(read, token.Word, [.. Plain(token.Text, token.Word.Folded)], required: true);
        return read;
    }

    /// <summary>Alternatives of one word: itself, as typed, and its family.</summary>
    public IEnumerable<TokenAlternative> AlternativesOf(string stem, string typed) =>
        Plain(stem, typed).Concat(WordFamilies.Of(stem, lexicon).Select(f => new TokenAlternative([f], WordFamilies.Weight)));

    private void AddWords(ReadText read, List<Word> rest)
    {
        var stems = rest.ConvertAll(w => FrenchStemmer.Stem(w.Folded));
        var anyStrong = rest.Exists(w => !QuestionWords.IsEmpty(w.Folded) && !QuestionWords.IsWeak(w.Folded) && !IsNumber(w.Folded));
        string[]? previous = null;
        for (var i = 0; i < rest.Count;)
        {
            var word = rest[i];
            if (synonyms.TryLongest(stems, i, out var answers, out var length))
            {
                var own = stems.GetRange(i, length);
                var alternatives = length == 1
                    ? AlternativesOf(own[0], word.Folded)
                    : [new TokenAlternative(own, 1)];
                AddClause(read, word, [.. alternatives, .. answers], required: true);
                AddAdjacent(read, ref previous, [.. own]);
                i += length;
                continue;
            }
            if (QuestionWords.IsEmpty(word.Folded))
            {
                i++;
                continue;
            }
            var required = !anyStrong || !(QuestionWords.IsWeak(word.Folded) || IsNumber(word.Folded));
            if (anyStrong || !QuestionWords.IsWeak(word.Folded) || word.Folded is not ("formation" or "formations"))
                AddWord(read, word, stems[i], required);
            AddAdjacent(read, ref previous, [stems[i]]);
            i++;
        }
    }

    private void AddWord(ReadText read, Word word, string stem, bool required)
    {
        var alternatives = AlternativesOf(stem, word.Folded).ToList();
        if (required && !alternatives.Exists(a => a.Tokens.All(t => lexicon.Frequency(t) > 0)))
            read.Unknown.Add(new UnknownWord(word, stem, read.Clauses.Count));
        AddClause(read, word, alternatives, required);
    }

    private static void AddAdjacent(ReadText read, ref string[]? previous, string[] own)
    {
        if (previous is not null)
            AddClause(read, default, [new TokenAlternative([.. previous, .. own], Adjacent)], required: false);
        previous = own;
    }

    private static void AddClause(ReadText read, Word word, IReadOnlyList<TokenAlternative> alternatives, bool required)
    {
        read.Clauses.Add(new TextClause(alternatives, required));
        read.Words.Add(word);
    }

    private static IEnumerable<TokenAlternative> Plain(string stem, string typed) => stem == typed
        ? [new TokenAlternative([stem], 1)]
        : [new TokenAlternative([stem], 1), new TokenAlternative([typed], AsTyped)];

    /// <summary>
    /// A synonym's phrase goes first: before a place as long (macon is the mason, unless the town's own accents say Mâcon), before a level
    /// word when it is longer (BP JEPS).
    /// </summary>
    private bool IsPhrase(List<Word> words, int start, int length)
    {
        var stems = words.ConvertAll(w => FrenchStemmer.Stem(w.Folded));
        return synonyms.TryLongest(stems, start, out _, out var phrase) && phrase > length;
    }

    /// <summary>A doubtful place becomes certain when its words mean nothing in the catalogue, and its words then go.</summary>
    private void SettlePlace(ReadText read)
    {
        if (read.Place is not { Certain: false } place)
            return;
        var inPlace = Tokeniser.Words(place.Text).Select(w => w.Folded).ToHashSet();
        var unknown = inPlace.All(w => lexicon.Frequency(FrenchStemmer.Stem(w)) == 0);
        var others = read.Clauses.Where((c, i) => c.Required && !inPlace.Contains(read.Words[i].Folded ?? "")).Any();
        if (unknown)
            read.Place = place with { Certain = true };
        if (!unknown && !others)
            return;
        // With other words beside, the doubtful ones only help the order.
        for (var i = 0; i < read.Clauses.Count; i++)
            if (read.Clauses[i].Required && inPlace.Contains(read.Words[i].Folded ?? ""))
                read.Clauses[i] = read.Clauses[i] with { Required = false };
        read.Unknown.RemoveAll(u => inPlace.Contains(u.Word.Folded));
    }

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);
}
