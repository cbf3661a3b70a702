namespace Marketplace.Search.Text;

/// <summary>
/// Understands what people type: codes, wishes, areas, places, level words and questions are told from the words that matter;
/// those become clauses with their synonyms, acronyms and families.
/// </summary>
public sealed partial class QueryReader(
    ILexicon lexicon, Gazetteer gazetteer, Synonyms synonyms, Acronyms? acronyms = null, NamedWishes? named = null)
{
    /// <summary>A provider's name is matched by the word as typed.</summary>
    private const double AsTyped = 0.9;

    /// <summary>What words next to each other add when they are so in a document.</summary>
    private const double Adjacent = 0.6;

    /// <summary>A title whose initials were typed.</summary>
    private const double Spelt = 0.95;

    private const int LongestAcronym = 7;

    private const int ShortestGlued = 3;

    /// <summary>Reads a text with all interpretation.</summary>
    /// <param name="corrections">Stems to read in the place of mistyped words.</param>
    /// <param name="reading">What to make of places' names.</param>
    /// <param name="jobs">Where a job is named, those near it count too.</param>
    public ReadText Read(string text, IReadOnlyDictionary<Word, IReadOnlyList<string>>? corrections = null,
        PlaceReading reading = PlaceReading.Judged, JobNames? jobs = null)
    {
        var read = new ReadText { Text = text };
        var words = Corrected(Tokeniser.Words(text), corrections);
        var folded = words.ConvertAll(w => w.Folded);
        var stems = words.ConvertAll(w => w.Stem);
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
            else if (WishAt(words, stems, i) is { } wish)
            {
                read.Wishes.Add(new ReadWish(wish.Wish, words[i].Start, words[i + wish.Length - 1].End));
                i += wish.Length;
            }
            else if (read.Area is null && read.Place is null && reading != PlaceReading.Words
                && AreaReader.At(words, folded, i, text, gazetteer.Areas) is { } area
                && !IsPhrase(stems, i, area.Length) && !gazetteer.Phrases.Hold(words, i + area.Length - area.NameLength, area.NameLength))
            {
                read.Area = area.Area;
                i += area.Length;
            }
            else if (read.Place is null && read.Area is null && reading != PlaceReading.Words
                && PlaceAt(read, words, stems, i, reading) is { } place)
            {
                if (!read.Place!.Certain)
                    rest.AddRange(words.GetRange(i, place.Length));
                i += place.Length;
            }
            else if (BareCode(words, i) is { } bare && read.Code is null)
            {
                read.Code = bare;
                AddClause(read, words[i], [new TokenAlternative([bare.ToLowerInvariant()], 1)], required: true);
                i++;
            }
            else if (LevelWords.At(folded, i) is { } level && !IsPhrase(stems, i, level.Length))
            {
                read.Level ??= level.Level;
                levels.Add((level, words[i]));
                i += level.Length;
            }
            else
            {
                if (!StopWords.IsStop(words, i))
                    rest.Add(words[i]);
                i++;
            }
        }
        AddWords(read, rest, jobs);
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
    private IEnumerable<TokenAlternative> AlternativesOf(Word word) => Plain(word.Stem, word.Folded).Concat(
        WordFamilies.Of(word.Stem, lexicon).Where(f => !QuestionWords.IsWeak(f))
        .Select(f => new TokenAlternative([f], WordFamilies.Weight)));

    private List<Word> Corrected(List<Word> words, IReadOnlyDictionary<Word, IReadOnlyList<string>>? corrections)
    {
        if (corrections is not null)
            words = [.. words.SelectMany(
                w => corrections.TryGetValue(w, out var terms) ? terms.Select(t => new Word(t, w.Start, w.End, t)) : [w])];
        // Words that are written as one and were typed as two: cyber sécurité, auto école.
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var (first, second) = (words[i], words[i + 1]);
            if (first.Folded.Length < ShortestGlued || lexicon.Naming(first.Stem) > 0 || synonyms.Holds(first.Stem))
                continue;
            var joined = new Word(first.Folded + second.Folded, first.Start, second.End);
            if (lexicon.Naming(joined.Stem) > 0 || synonyms.Knows(joined.Stem))
                words = [.. words[..i], joined, .. words[(i + 2)..]];
        }
        return words;
    }

    private void AddWords(ReadText read, List<Word> rest, JobNames? jobs)
    {
        // "cours en ligne" asks for no subject.
        if (read.Wishes.Count > 0 && rest.TrueForAll(w => QuestionWords.IsEmpty(w.Folded) || QuestionWords.IsWeak(w.Folded)))
            return;
        var stems = rest.ConvertAll(w => w.Stem);
        var anyStrong = read.Level is not null
            || rest.Exists(w => !QuestionWords.IsEmpty(w.Folded) && !QuestionWords.IsWeak(w.Folded) && !IsNumber(w.Folded));
        string[]? previous = null;
        for (var i = 0; i < rest.Count;)
        {
            var word = rest[i];
            if (synonyms.TryLongest(stems, i, out var answers, out var length))
            {
                var own = stems.GetRange(i, length);
                var alternatives = length == 1 ? AlternativesOf(word) : [new TokenAlternative(own, 1)];
                if (synonyms.MeansOther(own))
                    alternatives = alternatives.Select(a => a with { Weight = a.Weight * Synonyms.NextBest });
                AddClause(read, word, [.. alternatives, .. answers], required: true);
                AddAdjacent(read, ref previous, [.. own]);
                i += length;
                continue;
            }
            if (jobs is not null && jobs.TryNear(stems, i, lexicon, out var near, out var named))
            {
                var own = stems.GetRange(i, named);
                AddClause(read, word, [.. named == 1 ? AlternativesOf(word) : [new TokenAlternative(own, 1)], .. near], required: true);
                AddAdjacent(read, ref previous, [.. own]);
                i += named;
                continue;
            }
            if (QuestionWords.IsEmpty(word.Folded))
            {
                i++;
                continue;
            }
            var required = !anyStrong || !(QuestionWords.IsWeak(word.Folded) || IsNumber(word.Folded));
            if (anyStrong || !QuestionWords.IsWeak(word.Folded) || word.Folded is not ("formation" or "formations"))
                AddWord(read, word, required);
            AddAdjacent(read, ref previous, [stems[i]]);
            i++;
        }
    }

    private void AddWord(ReadText read, Word word, bool required)
    {
        var alternatives = AlternativesOf(word).ToList();
        var spelt = required ? TitlesOf(word, read.Level) : [];
        alternatives.AddRange(spelt);
        if (required && spelt.Count == 0)
            read.Plain.Add(new PlainWord(word, read.Clauses.Count, alternatives.Exists(a => a.Tokens.All(t => lexicon.Frequency(t) > 0))));
        AddClause(read, word, alternatives, required);
    }

    /// <summary>Titles that have the word as their initials, for a word that names nothing itself.</summary>
    private List<TokenAlternative> TitlesOf(Word word, int? level) =>
        acronyms is null || word.Folded.Length > LongestAcronym || lexicon.Naming(word.Stem) > 0 ? []
            : [.. acronyms.Find(word.Folded, level).Where(t => t.All(stem => lexicon.Naming(stem) > 0))
                .Select(t => new TokenAlternative(t, Spelt))];

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
    private bool IsPhrase(List<string> stems, int start, int length) =>
        synonyms.TryLongest(stems, start, out _, out var phrase) && phrase > length;

    /// <summary>How or when somebody wants to learn, unless the words are part of what is named so.</summary>
    private (Wish Wish, int Length)? WishAt(List<Word> words, List<string> stems, int start) =>
        WishWords.Default.At(stems, start) is { } wish && !IsPhrase(stems, start, wish.Length)
            && !(named ?? NamedWishes.OfLists).Holds(words, start, wish.Length)
            ? wish : null;

    /// <summary>Whether the word means something in the catalogue or in the language of trades.</summary>
    private bool IsWord(Word word) =>
        QuestionWords.IsEmpty(word.Folded) || QuestionWords.IsWeak(word.Folded) || lexicon.Naming(word.Stem) > 0
            || synonyms.Knows(word.Stem)
        || WordFamilies.Of(word.Stem, lexicon).Any();

    /// <summary>The digits of a certification's code without its letters (34031), where the catalogue has it.</summary>
    private string? BareCode(List<Word> words, int index)
    {
        var digits = words[index].Folded;
        if (digits.Length is < 3 or > 6 || !IsNumber(digits))
            return null;
        return lexicon.Naming("rncp" + digits) > 0 ? "RNCP" + digits : lexicon.Naming("rs" + digits) > 0 ? "RS" + digits : null;
    }

    /// <summary>A doubtful place becomes certain when its words name nothing in the catalogue, and its words then go.</summary>
    private void SettlePlace(ReadText read)
    {
        if (read.Place is not { Certain: false } place)
            return;
        var inPlace = Tokeniser.Words(place.Text).Select(w => w.Folded).ToHashSet();
        var unknown = inPlace.All(w => lexicon.Naming(FrenchStemmer.Stem(w)) == 0);
        var others = read.Clauses.Where((c, i) => c.Required && !inPlace.Contains(read.Words[i].Folded ?? "")).Any();
        if (unknown)
            read.Place = place with { Certain = true };
        if (!unknown && !others)
            return;
        // With other words beside, the doubtful ones only help the order.
        for (var i = 0; i < read.Clauses.Count; i++)
            if (read.Clauses[i].Required && inPlace.Contains(read.Words[i].Folded ?? ""))
                read.Clauses[i] = read.Clauses[i] with { Required = false };
        read.Plain.RemoveAll(p => inPlace.Contains(p.Word.Folded));
    }

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);
}
