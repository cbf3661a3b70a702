namespace Marketplace.Search.Text;

/// <summary>A place that a text names.</summary>
/// <param name="Text">The words that name it, as typed.</param>
/// <param name="Certain">False when the words may be ordinary ones.</param>
public sealed record ReadPlace(PlaceName Place, string Text, bool Certain);

/// <summary>A word that no document holds, with what it may stand for.</summary>
/// <param name="Clause">Index of its clause in <see cref="ReadText.Clauses"/>.</param>
public sealed record UnknownWord(Word Word, string Stem, int Clause);

/// <summary>What a text was understood as.</summary>
public sealed record ReadText
{
    public required string Text { get; init; }
    public List<TextClause> Clauses { get; init; } = [];
    /// <summary>By clause, the word it came from; for corrections.</summary>
    public List<Word> Words { get; init; } = [];
    /// <summary>Required clauses without any known word.</summary>
    public List<UnknownWord> Unknown { get; init; } = [];
    public ReadPlace? Place { get; set; }
    public int? Level { get; set; }
    /// <summary>RNCP34031, RS5616, CPF202.</summary>
    public string? Code { get; set; }
}
