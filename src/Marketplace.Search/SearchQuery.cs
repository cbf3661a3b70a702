namespace Marketplace.Search;

/// <summary>What to do with remote actions when a place is asked for.</summary>
public enum RemoteMode
{
    /// <summary>Remote actions pass the circle, without a distance.</summary>
    Include,
    Only,
    Exclude,
}

public enum SearchSort { Relevance, Distance, Price, StartDate, Rating }

/// <param name="Insee">INSEE code when the point stands for a commune.</param>
public sealed record NearPoint(double Lat, double Lng, string? Insee = null, string? Label = null);

/// <summary>A map box in degrees.</summary>
public sealed record GeoBox(double MinLng, double MinLat, double MaxLng, double MaxLat);

/// <summary>
/// The one query of pages, API and alerts. Values of one list are alternatives, except
/// <see cref="Accessibility"/> (all must hold); lists and bounds add up. An empty list filters nothing.
/// </summary>
public sealed record SearchQuery
{
    public string? Text { get; init; }
    /// <summary>Take the text as it is: no interpretation, correction or widening.</summary>
    public bool Exact { get; init; }
    /// <summary>A place named in the text becomes the search's place; false: all its words are searched.</summary>
    public bool PlacesInText { get; init; } = true;
    /// <summary>Correct typing errors when nothing is found (alerts switch this off).</summary>
    public bool AllowCorrection { get; init; } = true;
    /// <summary>Enlarge the circle in visible steps when it holds no place-bound action.</summary>
    public bool AllowWidening { get; init; } = true;
    public NearPoint? Near { get; init; }
    /// <summary>km, 1 to 200.</summary>
    public double RadiusKm { get; init; } = 30;
    public RemoteMode Remote { get; init; } = RemoteMode.Include;
    public IReadOnlyList<string> Departments { get; init; } = [];
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<GeoBox> Boxes { get; init; } = [];
    public IReadOnlyList<string> Modality { get; init; } = [];
    public IReadOnlyList<string> Accessibility { get; init; } = [];
    public IReadOnlyList<string> CertificationType { get; init; } = [];
    public IReadOnlyList<int> Level { get; init; } = [];
    /// <summary>NSF codes or their first digits.</summary>
    public IReadOnlyList<string> Domain { get; init; } = [];
    public IReadOnlyList<string> Rome { get; init; } = [];
    public IReadOnlyList<string> Pace { get; init; } = [];
    public IReadOnlyList<string> Language { get; init; } = [];
    public IReadOnlyList<string> Certification { get; init; } = [];
    public IReadOnlyList<string> Provider { get; init; } = [];
    public DateOnly? StartAfter { get; init; }
    public DateOnly? StartBefore { get; init; }
    public bool? PermanentEntry { get; init; }
    /// <summary>True: one and the same session in the window is guaranteed.</summary>
    public bool? Guaranteed { get; init; }
    /// <summary>At least so many seats left in that same session.</summary>
    public int? SeatsLeft { get; init; }
    public long? PriceMinCents { get; init; }
    public long? PriceMaxCents { get; init; }
    public int? HoursMin { get; init; }
    public int? HoursMax { get; init; }
    public double? MinRating { get; init; }
    public SearchSort Sort { get; init; } = SearchSort.Relevance;
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
    public int PageSize { get; init; } = 20;
    public bool WithFacets { get; init; } = true;
    /// <summary>Count the matches by cell of this grid, for a map.</summary>
    public CellGrid? Cells { get; init; }
    /// <summary>Collapse near-duplicates of one provider (relevance order only).</summary>
    public bool Collapse { get; init; } = true;
    /// <summary>The day of the query in Paris: decides which sessions are still to come, and seeds the daily shuffle.</summary>
    public required DateOnly Today { get; init; }
    /// <summary>Another day whose shuffle orders what is equal; only the check of neutrality asks so.</summary>
    public DateOnly? ShuffleDay { get; init; }
}
