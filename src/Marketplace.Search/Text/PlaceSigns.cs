namespace Marketplace.Search.Text;

/// <summary>What the words around a place's name say.</summary>
public enum PlaceSense
{
    /// <summary>The name is a word here.</summary>
    Word,

    /// <summary>The word alone: place or ordinary word, nobody knows.</summary>
    Doubtful,

    /// <summary>A place, by its size or by where it stands; the words may still mean something else.</summary>
    Likely,

    /// <summary>A place: a code or a preposition says so.</summary>
    Certain,
}

/// <summary>Whether a place's name in a text means the place.</summary>
/// <param name="phrases">Expressions that hold places' names.</param>
/// <param name="isWord">Whether a word means something in the catalogue or in the language of trades.</param>
internal sealed class PlaceSigns(NamedPhrases phrases, Func<Word, bool> isWord)
{
    /// <summary>Towns whose name is also an ordinary word.</summary>
    private static readonly HashSet<string> Ordinary =
        [.. TextResource.Lines("ordinary-place-names.txt").Select(l => string.Join(' ', Tokeniser.Words(l).Select(w => w.Folded)))];

    /// <summary>Letters that a name needs to count where no word of the catalogue is called so; of a town fewer do.</summary>
    private const int ShortestUnknown = 5;
    private const int ShortestTown = 4;

    public static bool IsOrdinary(IReadOnlyList<Word> words, PlaceCandidate place) => Ordinary.Contains(Folded(words, place));

    /// <summary>Whether a phrase of the catalogue with its neighbours would go before the place.</summary>
    public static bool IsWeak(IReadOnlyList<Word> words, PlaceCandidate place) =>
        IsOrdinary(words, place) || place.Kind != NameKind.Own || place.Place.Population < Gazetteer.KnownTown;

    public PlaceSense Judge(IReadOnlyList<Word> words, PlaceCandidate place)
    {
        if (place.HasCode)
            return PlaceSense.Certain;
        if (phrases.Hold(words, place.Name, place.NameLength))
            return PlaceSense.Word;
        var (ordinary, people) = (IsOrdinary(words, place), place.Place.Population);
        var named = words.Skip(place.Name).Take(place.NameLength).ToList();
        // Former communes and parts of names are called like everything: a word of the catalogue is none.
        var isOwn = place.Kind == NameKind.Own || (place.Kind == NameKind.Other && named.Count(w => !StopWords.IsAlways(w.Folded)) > 1);
        if (place.AfterPreposition)
            return people >= Gazetteer.KnownAfterPreposition && (isOwn || !named.Exists(w => isWord(w)))
                ? PlaceSense.Certain : PlaceSense.Word;
        if (IsWeak(words, place) && phrases.HoldLoosely(words, place.Name, place.NameLength))
            return PlaceSense.Word;
        var alone = words.Count == place.NameLength;
        if (ordinary)
            return people < Gazetteer.KnownTown ? PlaceSense.Word
                : alone ? PlaceSense.Doubtful
                : IsAtEnd(words, place) && place.Name > 0 && !IsSmall(words[place.Name - 1]) ? PlaceSense.Likely : PlaceSense.Word;
        if (people >= Gazetteer.KnownTown && isOwn)
            return PlaceSense.Likely;
        var unknown = named.Sum(w => w.Folded.Length) >= (people >= Gazetteer.KnownTown ? ShortestTown : ShortestUnknown)
            && !named.Exists(w => isWord(w));
        var enough = people >= (alone && place.Kind != NameKind.Own ? Gazetteer.KnownTown : Gazetteer.KnownWhereNoWord);
        return unknown && enough && !(place.Name > 0 && IsArticle(words[place.Name - 1])) ? PlaceSense.Likely : PlaceSense.Word;
    }

    /// <summary>Nothing that matters follows: anglais Nice, anglais Nice débutant.</summary>
    private static bool IsAtEnd(IReadOnlyList<Word> words, PlaceCandidate place) => words.Skip(place.Name + place.NameLength)
        .All(w => QuestionWords.IsEmpty(w.Folded) || QuestionWords.IsWeak(w.Folded) || IsSmall(w));

    private static bool IsSmall(Word word) => word.Folded.Length == 1 || StopWords.IsAlways(word.Folded);

    /// <summary>"Langue des signes": in front of a town stands at most "de".</summary>
    private static bool IsArticle(Word word) => IsSmall(word) && word.Folded is not ("de" or "d" or "et" or "ou");

    private static string Folded(IReadOnlyList<Word> words, PlaceCandidate place) =>
        string.Join(' ', words.Skip(place.Name).Take(place.NameLength).Select(w => w.Folded));
}
