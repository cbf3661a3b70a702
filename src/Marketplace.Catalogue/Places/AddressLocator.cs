namespace Marketplace.Catalogue.Places;

/// <summary>
/// Finds the commune of an address as providers write it, and a point that can be believed.
/// About one postcode in five is a CEDEX, which no list of communes holds: there the town's name decides,
/// inside the postcode's département.
/// </summary>
internal sealed class AddressLocator
{
    /// <summary>A point farther than this from its commune's centre is an error of the file.</summary>
    private const double BelievableKm = 50;

    private readonly TownMatcher towns;
    private readonly PlaceMap map;
    private readonly ILookup<string, Place> byPostcode;

    public AddressLocator(IReadOnlyList<Place> places, PlaceMap map)
    {
        this.map = map;
        towns = new TownMatcher(places);
        byPostcode = places.SelectMany(p => p.Postcodes.Select(code => (code, p))).ToLookup(x => x.code, x => x.p);
    }

    public Location Locate(PostalAddress address)
    {
        var point = GeoPoint.Parse(address.Latitude, address.Longitude);
        if (!PostalDepartment.IsFrench(address.Country))
            return new Location(null, point?.OnGlobe == true ? point?.Lat : null, point?.OnGlobe == true ? point?.Lng : null);

        var postcode = Digits(address.Postcode);
        var listed = postcode is not null && byPostcode.Contains(postcode);
        var place = FindPlace(Town.Parse(address.City), postcode, point);
        var unknown = !string.IsNullOrWhiteSpace(address.Postcode) && !listed;
        return place is null ? new Location(null, null, null, PostcodeUnknown: unknown) : At(place, point, unknown);
    }

    private Place? FindPlace(Town town, string? postcode, GeoPoint? point)
    {
        IReadOnlyList<Place> sharing = postcode is null ? [] : [.. byPostcode[postcode]];
        IReadOnlyList<string> departments = postcode is null ? [] : [.. PostalDepartment.Of(postcode).Where(towns.Knows)];
        var named = town.Name.Length == 0 ? null : Named(town.Name, sharing, departments, point);
        return named is not null ? Precise(named, town, sharing, point) : OfPostcode(sharing, point) ?? ByPoint(point, departments);
    }

    /// <summary>
    /// The name where the postcode says; for a CEDEX or a mistaken postcode in the whole département; at last in all of France.
    /// </summary>
    private Place? Named(string name, IReadOnlyList<Place> sharing, IReadOnlyList<string> departments, GeoPoint? point) =>
        towns.Exact(name, sharing)
        ?? towns.Exact(name, departments)
        ?? towns.Near(name, sharing, point)
        ?? (sharing.Count > 0 ? null : towns.Near(name, departments, point))
        ?? (sharing.Count > 0 ? null : towns.Anywhere(name, point, sure: departments.Count > 0));

    /// <summary>
    /// In Paris, Lyon and Marseille the arrondissement: by postcode, else by the number after the name, else by the point.
    /// </summary>
    private Place Precise(Place place, Town town, IReadOnlyList<Place> sharing, GeoPoint? point)
    {
        var parts = towns.Arrondissements(place.Insee);
        if (parts.Count == 0)
            return place;
        return sharing.FirstOrDefault(s => s.Parent == place.Insee)
            ?? parts.FirstOrDefault(p => TownMatcher.ArrondissementNumber(p) == town.Number)
            ?? (point is { } at && place.Km(at.Lat, at.Lng) < 15 ? parts.MinBy(p => p.Km(at.Lat, at.Lng)) : null)
            ?? place;
    }

    /// <summary>
    /// The town's name said nothing: of the communes that share the postcode, the nearest to the point, else the largest.
    /// </summary>
    private static Place? OfPostcode(IReadOnlyList<Place> sharing, GeoPoint? point)
    {
        var candidates = sharing.Any(p => p.Parent is not null) ? sharing.Where(p => p.Parent is not null) : sharing;
        if (point is { } at && candidates.MinBy(p => p.Km(at.Lat, at.Lng)) is { } nearest && nearest.Km(at.Lat, at.Lng) <= BelievableKm)
            return nearest;
        return candidates.MaxBy(p => p.Population);
    }

    /// <summary>
    /// No name and no postcode helps: the commune nearest to the point, inside the postcode's département when there is one.
    /// </summary>
    private Place? ByPoint(GeoPoint? point, IReadOnlyList<string> departments)
    {
        if (point is not { } at)
            return null;
        foreach (var candidate in (ReadOnlySpan<GeoPoint>)[at, at.Swapped])
        {
            if (!candidate.OnGlobe)
                continue;
            var nearest = departments.Count > 0 ? towns.NearestIn(departments, candidate) : null;
            if (nearest is null || nearest.Km(candidate.Lat, candidate.Lng) > BelievableKm)
                nearest = map.Nearest(candidate.Lat, candidate.Lng);
            if (nearest is not null && nearest.Km(candidate.Lat, candidate.Lng) <= BelievableKm)
                return nearest;
        }
        return null;
    }

    private static Location At(Place place, GeoPoint? point, bool postcodeUnknown)
    {
        if (point is not { } at)
            return new Location(place, place.Lat, place.Lng, PostcodeUnknown: postcodeUnknown);
        var km = place.Km(at.Lat, at.Lng);
        if (km <= BelievableKm)
            return new Location(place, at.Lat, at.Lng, PostcodeUnknown: postcodeUnknown);
        // Latitude and longitude swapped is a common slip: the point is kept, the right way round.
        if (place.Km(at.Lng, at.Lat) <= BelievableKm)
            return new Location(place, at.Lng, at.Lat, PostcodeUnknown: postcodeUnknown, PointSwapped: true);
        return new Location(place, place.Lat, place.Lng, km, postcodeUnknown);
    }

    private static string? Digits(string? postcode)
    {
        var text = postcode?.Replace(" ", "", StringComparison.Ordinal);
        return text is { Length: 5 } && text.All(char.IsAsciiDigit) ? text : null;
    }
}
