namespace Marketplace.Search.Embedded.Querying;

/// <summary>Clauses with their tokens resolved to term ordinals and weighed by rarity.</summary>
internal sealed class CompiledText
{
    private readonly Vocabulary<string> terms;
    private readonly TermLexicon lexicon;
    private readonly int documents;

    public CompiledText(EngineQuery query, Vocabulary<string> terms, TermLexicon lexicon, int documents)
    {
        (this.terms, this.lexicon, this.documents) = (terms, lexicon, documents);
        DescriptionSuffices = query.DescriptionSuffices;
        Required = [.. query.Clauses.Where(c => c.Required).Select(Compile).OrderBy(c => c.Alternatives.Sum(a => (long)a.Frequency))];
        Optional = [.. query.Clauses.Where(c => !c.Required).Select(Compile).Where(c => c.Alternatives.Length > 0)];
    }

    /// <summary>Rarest first.</summary>
    public CompiledClause[] Required { get; }

    public CompiledClause[] Optional { get; }

    public bool DescriptionSuffices { get; }

    /// <summary>A required clause has no known term: nothing can match.</summary>
    public bool Impossible => Array.Exists(Required, c => c.Alternatives.Length == 0);

    /// <summary>
    /// All alternatives count with the rarity of the first known one, what was typed if possible: a long synonym of
    /// rare words must not outdo the word itself.
    /// </summary>
    private CompiledClause Compile(TextClause clause)
    {
        var alternatives = new List<CompiledAlternative>();
        double rarity = 0;
        foreach (var alternative in clause.Alternatives)
        {
            if (Find(alternative) is not { } found)
                continue;
            if (alternatives.Count == 0)
                rarity = found.Sum(Rarity);
            alternatives.Add(new CompiledAlternative(found, (float)(alternative.Weight * rarity), found.Min(lexicon.Frequency)));
        }
        return new CompiledClause([.. alternatives]);
    }

    private int[]? Find(TokenAlternative alternative)
    {
        var found = alternative.Tokens.Select(terms.Find).ToArray();
        return found.Length == 0 || found.Contains(-1) ? null : found;
    }

    private double Rarity(int term)
    {
        var holding = lexicon.Frequency(term);
        return Math.Log(1 + ((Math.Max(documents, holding) - holding + 0.5) / (holding + 0.5)));
    }
}

internal sealed record CompiledClause(CompiledAlternative[] Alternatives);

/// <param name="Weight">Weight of the alternative times the rarity of its clause.</param>
internal sealed record CompiledAlternative(int[] Terms, float Weight, int Frequency);
