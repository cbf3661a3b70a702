namespace Marketplace.Search.Embedded.Querying;

/// <summary>Clauses with their tokens resolved to term ordinals and weighed by rarity.</summary>
internal sealed class CompiledText
{
    public CompiledText(EngineQuery query, Vocabulary<string> terms, TermLexicon lexicon, int documents)
    {
        DescriptionSuffices = query.DescriptionSuffices;
        var clauses = query.Clauses.Select(c => new CompiledClause(
            [.. c.Alternatives.Select(a => Compile(a, terms, lexicon, documents)).OfType<CompiledAlternative>()])
        { Required = c.Required }).ToList();
        Required = [.. clauses.Where(c => c.Required).OrderBy(c => c.Alternatives.Sum(a => a.Frequency))];
        Optional = [.. clauses.Where(c => !c.Required && c.Alternatives.Length > 0)];
    }

    /// <summary>Rarest first.</summary>
    public CompiledClause[] Required { get; }

    public CompiledClause[] Optional { get; }

    public bool DescriptionSuffices { get; }

    /// <summary>A required clause has no known term: nothing can match.</summary>
    public bool Impossible => Array.Exists(Required, c => c.Alternatives.Length == 0);

    private static CompiledAlternative? Compile(TokenAlternative alternative, Vocabulary<string> terms, TermLexicon lexicon, int documents)
    {
        var found = new int[alternative.Tokens.Count];
        double rarity = 0;
        var frequency = int.MaxValue;
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = terms.Find(alternative.Tokens[i]);
            if (found[i] < 0)
                return null;
            var holding = lexicon.Frequency(found[i]);
            frequency = Math.Min(frequency, holding);
            rarity += Math.Log(1 + ((Math.Max(documents, holding) - holding + 0.5) / (holding + 0.5)));
        }
        return new CompiledAlternative(found, (float)(alternative.Weight * rarity), frequency);
    }
}

internal sealed record CompiledClause(CompiledAlternative[] Alternatives)
{
    public bool Required { get; init; }
}

/// <param name="Weight">Weight of the alternative times the rarity of its terms.</param>
internal sealed record CompiledAlternative(int[] Terms, float Weight, int Frequency);
