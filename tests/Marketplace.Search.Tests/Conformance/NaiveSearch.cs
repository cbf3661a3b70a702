namespace Marketplace.Search.Tests.Conformance;

/// <summary>The contract written down as plainly as can be, document by document: what engines are compared with.</summary>
internal sealed class NaiveSearch(IReadOnlyList<ActionDocument> documents, SearchQuery query)
{
    public List<ActionDocument> Matches() => [.. documents.Where(d => Fits(d, except: null))];

    public Dictionary<(string Facet, string? Value), int> FacetCounts()
    {
        var counts = new Dictionary<(string, string?), int>();
        foreach (var facet in Facets.All)
            foreach (var document in documents.Where(d => Fits(d, except: facet)))
                foreach (var value in Values(document, facet).DefaultIfEmpty(null))
                    counts[(facet, value)] = counts.GetValueOrDefault((facet, value)) + 1;
        return counts;
    }

    /// <summary>Place-bound matches that have a point, by cell of the query's grid.</summary>
    public List<MapCell> Cells() => [.. Matches()
        .Where(d => d.Modality != Modalities.Remote && d.Place is { Lat: not null, Lng: not null })
        .GroupBy(d => (Row: (int)Math.Floor(d.Place!.Lat!.Value / query.Cells!.LatStep),
            Column: (int)Math.Floor(d.Place.Lng!.Value / query.Cells.LngStep)))
        .Select(g => new MapCell(
            g.Key.Row, g.Key.Column, g.Count(), g.Average(d => d.Place!.Lat!.Value), g.Average(d => d.Place!.Lng!.Value)))
        .OrderByDescending(c => c.Count).ThenBy(c => c.Row).ThenBy(c => c.Column)];

    public double? Distance(ActionDocument d) =>
        query.Near is { } near && d.Modality != Modalities.Remote && d.Place is { Lat: { } lat, Lng: { } lng }
            ? GeoDistance.Km(near.Lat, near.Lng, lat, lng) : null;

    /// <summary>What the sort looks at first; infinite when missing.</summary>
    public double Key(ActionDocument d) => query.Sort switch
    {
        SearchSort.Distance => Distance(d) ?? double.PositiveInfinity,
        SearchSort.Price => d.PriceCents ?? double.PositiveInfinity,
        SearchSort.Rating => -d.Rating?.Average ?? double.PositiveInfinity,
        SearchSort.StartDate => OpenSessions(d).Min(s => s.Start?.DayNumber ?? double.PositiveInfinity),
        _ => 0,
    };

    private bool Fits(ActionDocument d, string? except) =>
        PlaceFits(d)
        && Any(query.Regions, d.Place?.Region) && Any(query.Language, d.Language) && Any(query.Provider, d.Provider.Siret)
        && Any(query.Certification, d.Certification.Code)
        && (query.Rome.Count == 0 || query.Rome.Intersect(d.Rome).Any())
        && Within(d.PriceCents, query.PriceMinCents, query.PriceMaxCents) && Within(d.Hours, query.HoursMin, query.HoursMax)
        && (query.MinRating is not { } rating || d.Rating?.Average >= rating)
        && (query.PermanentEntry is not { } permanent || d.PermanentEntry == permanent)
        && OpenSessions(d).Any()
        && Facets.All.Where(f => f != except).All(f => FacetFits(d, f));

    private bool FacetFits(ActionDocument d, string facet)
    {
        var values = Values(d, facet).ToList();
        return facet switch
        {
            Facets.Modality => Any(query.Modality, values),
            Facets.CertificationType => Any(query.CertificationType, values),
            Facets.Level => Any([.. query.Level.Select(l => $"{l}")], values),
            Facets.Department => Any(query.Departments, values),
            Facets.Pace => Any(query.Pace, values),
            Facets.Domain => query.Domain.Count == 0
            || values.Exists(v => query.Domain.Any(p => v.StartsWith(p, StringComparison.Ordinal))),
            Facets.Accessibility => query.Accessibility.All(values.Contains),
            _ => throw new NotSupportedException(facet),
        };
    }

    private static IEnumerable<string> Values(ActionDocument d, string facet) => facet switch
    {
        Facets.Modality => [d.Modality],
        Facets.CertificationType => [d.Certification.Type],
        Facets.Level => d.Certification.Level is { } level ? [$"{level}"] : [],
        Facets.Department => d.Place?.Department is { } department ? [department] : [],
        Facets.Pace => d.Pace,
        Facets.Domain => d.Domains,
        Facets.Accessibility => d.Accessibility,
        _ => throw new NotSupportedException(facet),
    };

    private bool PlaceFits(ActionDocument d)
    {
        var remote = d.Modality == Modalities.Remote;
        if ((query.Remote == RemoteMode.Only && !remote) || (query.Remote == RemoteMode.Exclude && remote))
            return false;
        if (query.Near is not null && !remote && !(Distance(d) <= query.RadiusKm))
            return false;
        return query.Boxes.Count == 0 || query.Boxes.Any(b =>
            d.Place?.Lat >= b.MinLat && d.Place.Lat <= b.MaxLat && d.Place.Lng >= b.MinLng && d.Place.Lng <= b.MaxLng);
    }

    private IEnumerable<SessionDocument> OpenSessions(ActionDocument d) => d.Sessions.Where(s =>
    {
        var anyTime = d.PermanentEntry || s.Start is null;
        var enterable = anyTime ? s.End is null || s.End >= query.Today : s.Start >= query.Today;
        var inWindow = anyTime
            || (s.Start >= (query.StartAfter ?? DateOnly.MinValue) && s.Start <= (query.StartBefore ?? DateOnly.MaxValue));
        return s.Open && enterable && inWindow
            && (query.Guaranteed is null || s.Guaranteed == query.Guaranteed)
            && (query.SeatsLeft is null || s.SeatsLeft >= query.SeatsLeft);
    });

    private static bool Any(IReadOnlyList<string> wanted, string? value) => wanted.Count == 0
        || (value is not null && wanted.Contains(value));

    private static bool Any(IReadOnlyList<string> wanted, List<string> values) => wanted.Count == 0 || wanted.Intersect(values).Any();

    private static bool Within<T>(T? value, T? min, T? max) where T : struct, IComparable<T> =>
        (min is null && max is null)
        || (value is { } v && (min is not { } low || v.CompareTo(low) >= 0) && (max is not { } high || v.CompareTo(high) <= 0));
}
