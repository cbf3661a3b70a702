namespace Marketplace.Search.Text;

/// <summary>A place that a text names.</summary>
/// <param name="Text">The words that name it, as typed.</param>
/// <param name="Certain">False when the words may be ordinary ones.</param>
public sealed record ReadPlace(PlaceName Place, string Text, bool Certain)
{
    /// <summary>Where <see cref="Text"/> stands.</summary>
    public required Range Span { get; init; }

    /// <summary>Its size or its position speaks for it, no code or preposition: the words may mean something else.</summary>
    public bool Likely { get; init; }

    /// <summary>Of a code that is in no list, the likeliest place near it.</summary>
    public bool Guessed { get; init; }

    /// <summary>The text has another name of the place: a former commune, a name of the post, a part of its name.</summary>
    public bool ByOtherName { get; init; }

    /// <summary>Phrases (stems) of the name and a word beside it: where the catalogue calls something so, the place is none.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Neighbours { get; init; } = [];

    internal static ReadPlace Of(PlaceCandidate place, IReadOnlyList<Word> words, bool certain) =>
        new ReadPlace(place.Place, place.Text, certain)
        {
            Span = words[place.Name].Start..(words[place.Name].Start + place.Text.Length),
            Guessed = place.Guessed,
            ByOtherName = place.Kind != NameKind.Own,
        };
}

/// <summary>What to make of places' names in a text.</summary>
public enum PlaceReading
{
    /// <summary>What the words around them say.</summary>
    Judged,

    /// <summary>Places, also where the words around speak against it.</summary>
    Taken,

    /// <summary>Only those that a code or a preposition proves.</summary>
    Proven,

    /// <summary>Words: no place and no area.</summary>
    Words,
}

/// <summary>A word of the text that is searched as such.</summary>
/// <param name="Clause">Index of its clause in <see cref="ReadText.Clauses"/>.</param>
/// <param name="IsKnown">Whether a document holds it or one of its family.</param>
public sealed record PlainWord(Word Word, int Clause, bool IsKnown);

/// <summary>What a text was understood as.</summary>
public sealed record ReadText
{
    public required string Text { get; init; }
    public List<TextClause> Clauses { get; init; } = [];
    /// <summary>By clause, the word it came from; for corrections.</summary>
    public List<Word> Words { get; init; } = [];
    /// <summary>Required words that may be mistyped: no code, place, level, synonym or acronym.</summary>
    public List<PlainWord> Plain { get; init; } = [];
    /// <summary>What stands beside the subject; in the order of the text.</summary>
    public List<ReadWish> Wishes { get; init; } = [];
    /// <summary>How many words no document holds, nor others of their family; ranks aside, which any trade has.</summary>
    public int Unknown => Plain.Count(p => !p.IsKnown && !QuestionWords.IsRank(p.Word.Stem));
    public ReadPlace? Place { get; set; }
    /// <summary>A place whose name was read as a word: the other way to read the text.</summary>
    public ReadPlace? OtherPlace { get; set; }
    public ReadArea? Area { get; set; }
    public int? Level { get; set; }
    /// <summary>RNCP34031, RS5616, CPF202.</summary>
    public string? Code { get; set; }
}
