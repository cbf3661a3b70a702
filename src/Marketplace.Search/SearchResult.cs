namespace Marketplace.Search;

/// <summary>Answer to a <see cref="SearchQuery"/>.</summary>
public sealed record SearchResult
{
    /// <summary>Actions found.</summary>
    public required int Total { get; init; }
    /// <summary>What paging counts: groups when collapsed, else <see cref="Total"/>.</summary>
    public required int Groups { get; init; }
    public required IReadOnlyList<Hit> Hits { get; init; }
    /// <summary>By facet name; each facet ignores its own filter.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; } =
        new Dictionary<string, IReadOnlyList<FacetCount>>();
    /// <summary>By cell of <see cref="SearchQuery.Cells"/>, the fullest first; empty when not asked for.</summary>
    public IReadOnlyList<MapCell> Cells { get; init; } = [];
    public Understood Understood { get; init; } = new();
    /// <summary>The other way to read a text that holds a place's name, where it finds something.</summary>
    public OtherReading? OtherReading { get; init; }
    public Correction? Correction { get; init; }
    public Widened? Widened { get; init; }
    /// <summary>Words of the text that were left out, as typed: with them nothing would have been found.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
    /// <summary>Nothing found bears the name that was asked for: what is shown comes near, or mentions it.</summary>
    public bool Approximate { get; init; }
    public double TookMs { get; init; }
}

/// <param name="Document">The action; <see cref="ActionDocument.Description"/> may be empty here.</param>
/// <param name="DistanceKm">Null for remote actions and when no point was asked for.</param>
/// <param name="NextSession">The first session that fits the query and is open on the day of the query.</param>
/// <param name="AlsoAt">Other places of the same provider, certification and title, collapsed into this hit.</param>
/// <param name="TitleHighlight">The title, HTML-escaped, with matched words in <c>mark</c>; null when nothing matched there.</param>
public sealed record Hit(
    ActionDocument Document, double? DistanceKm, SessionDocument? NextSession, int AlsoAt, string? TitleHighlight, double Score);

/// <param name="Value">Null: "non précisé".</param>
public sealed record FacetCount(string? Value, int Count);

/// <summary>What of the text was taken for something else than words.</summary>
public sealed record Understood(UnderstoodPlace? Place = null, int? Level = null, string? Code = null)
{
    /// <summary>Words beside the subject that became a filter or an order, or were not searched; in the order of the text.</summary>
    public IReadOnlyList<UnderstoodWish> Wishes { get; init; } = [];
    /// <summary>The text without all of them; null when there are none.</summary>
    public string? Subject { get; init; }
}

/// <param name="Text">The words, as typed.</param>
/// <param name="Without">The whole text without them.</param>
/// <param name="Parameter">Of the search, which they filled; null when they filled none and are not searched.</param>
/// <param name="Values">Of the parameter.</param>
/// <param name="Sense">What they are about.</param>
public sealed record UnderstoodWish(string Text, string Without, string? Parameter, IReadOnlyList<string> Values, WishKind Sense);

/// <param name="Insee">Null for a département or region.</param>
/// <param name="Steers">The place moves near actions up without excluding others (the word may be an ordinary one).</param>
public sealed record UnderstoodPlace(string? Insee, string Name, string Text, bool Steers)
{
    /// <summary>Codes of the départements, for a département or region; else empty.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>The text has a code that is in no list (CEDEX); this is the likeliest place near it.</summary>
    public bool Guessed { get; init; }

    /// <summary>The text has another name of the place: a former commune, a name of the post, a part of its name.</summary>
    public bool ByOtherName { get; init; }
}

/// <param name="Place">The place as which words can be read that were searched as such; null: words were read as a place, and can be
/// searched.</param>
/// <param name="Text">What is searched then; empty for the place alone.</param>
/// <param name="Total">Actions found then.</param>
public sealed record OtherReading(NearPoint? Place, string Text, int Total);

public sealed record Correction(string From, string To);

/// <param name="RadiusKm">The circle really searched.</param>
/// <param name="Around">The département or region that held nothing and around whose centre the circle lies; null for a circle that was
/// asked for.</param>
/// <param name="RemoteOnly">That circle holds no place-bound action either: what is found is remote.</param>
public sealed record Widened(double RadiusKm, string? Around = null, bool RemoteOnly = false);

/// <param name="Kind">certification, job, domain or query.</param>
/// <param name="Value">Code to filter by, where there is one.</param>
public sealed record Suggestion(string Kind, string Text, string? Value);
