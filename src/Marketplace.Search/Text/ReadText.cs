namespace Marketplace.Search.Text;

/// <summary>A place that a text names.</summary>
/// <param name="Text">The words that name it, as typed.</param>
/// <param name="Certain">False when the words may be ordinary ones.</param>
public sealed record ReadPlace(PlaceName Place, string Text, bool Certain);

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
    public ReadArea? Area { get; set; }
    public int? Level { get; set; }
    /// <summary>RNCP34031, RS5616, CPF202.</summary>
    public string? Code { get; set; }
}
