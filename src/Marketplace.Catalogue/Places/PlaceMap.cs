using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Marketplace.Catalogue.Places;

/// <summary>Communes on the map, for the nearest one. Immutable; safe for concurrent reading.</summary>
internal sealed class PlaceMap
{
    private const double KmPerDegree = 111.2;
    private readonly STRtree<Place> tree = new();
    private readonly IReadOnlyList<Place> all;

    public PlaceMap(IReadOnlyList<Place> places)
    {
        // A commune with arrondissements is found through them.
        var parents = places.Where(p => p.Parent is not null).Select(p => p.Parent!).ToHashSet();
        all = [.. places.Where(p => !parents.Contains(p.Insee))];
        foreach (var place in all)
            tree.Insert(new Envelope(place.Lng, place.Lng, place.Lat, place.Lat), place);
        if (all.Count > 0)
            tree.Build();
    }

    /// <summary>Boxes of growing size; a hit nearer than the box's half side cannot be beaten from outside it.</summary>
    public Place? Nearest(double lat, double lng)
    {
        if (all.Count == 0 || !double.IsFinite(lat) || !double.IsFinite(lng))
            return null;
        foreach (var km in (ReadOnlySpan<double>)[8, 30, 120])
        {
            var best = Closest(Within(lat, lng, km), lat, lng);
            if (best is not null && best.Km(lat, lng) <= km)
                return best;
        }
        return Closest(all, lat, lng);
    }

    private IList<Place> Within(double lat, double lng, double km)
    {
        var dLat = km / KmPerDegree;
        var dLng = dLat / Math.Max(0.01, Math.Cos(double.DegreesToRadians(Math.Min(89, Math.Abs(lat) + dLat))));
        return tree.Query(new Envelope(lng - dLng, lng + dLng, lat - dLat, lat + dLat));
    }

    private static Place? Closest(IEnumerable<Place> places, double lat, double lng) => places.MinBy(p => p.Km(lat, lng));
}
