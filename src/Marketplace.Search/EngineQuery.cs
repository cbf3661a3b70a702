namespace Marketplace.Search;

/// <summary>A text field of the index.</summary>
public enum TextField { Title, Certification, Jobs, Domains, Description, Provider }

/// <summary>One way to satisfy a clause: consecutive tokens (a phrase when more than one) in any of the fields.</summary>
public sealed record TokenAlternative(IReadOnlyList<string> Tokens, double Weight);

/// <summary>
/// A part of the text; at least one alternative must match when <paramref name="Required"/>, else it only adds to the score.
/// </summary>
public sealed record TextClause(IReadOnlyList<TokenAlternative> Alternatives, bool Required = true);

/// <summary>What moves results up without excluding any.</summary>
/// <param name="Level">Exit level that the text asks for.</param>
/// <param name="Near">A point that the text may mean; actions within <paramref name="RadiusKm"/> move up.</param>
public sealed record Steering(int? Level = null, NearPoint? Near = null, double RadiusKm = 30);

/// <summary>Query for an engine: the filters of <see cref="SearchQuery"/> and the text as tokens.</summary>
/// <param name="Filters">Its Text is ignored by engines.</param>
public sealed record EngineQuery(SearchQuery Filters, IReadOnlyList<TextClause> Clauses)
{
    public Steering? Steering { get; init; }

    /// <summary>Asked to learn how things are called, not for results: who holds a part of a catalogue answers for all of it.</summary>
    public bool AboutNames { get; init; }

    /// <summary>
    /// Whether description and provider's name alone may satisfy all required clauses. When false, at least one must be
    /// satisfied by another field: what a course mentions in passing is not what it is about.
    /// </summary>
    public bool DescriptionSuffices { get; init; } = true;
}

/// <param name="PlaceBoundInside">Whether a place-bound (not remote) action lies in the asked area; false calls for widening.</param>
public sealed record EngineResult(
    int Total, int Groups, IReadOnlyList<Hit> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets, bool PlaceBoundInside)
{
    /// <summary>Matches by cell of <see cref="SearchQuery.Cells"/>, the fullest first; empty when not asked for.</summary>
    public IReadOnlyList<MapCell> Cells { get; init; } = [];
}
