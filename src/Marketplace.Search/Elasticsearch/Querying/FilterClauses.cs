using System.Globalization;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>The filters of a query as clauses: those that no facet ignores, and by facet the one that it ignores itself.</summary>
internal static class FilterClauses
{
    /// <summary>
    /// Kilometres there by kilometre here: Elasticsearch measures on a sphere of 6,371.0088 km (<see cref="GeoDistance"/>: 6,371).
    /// </summary>
    private const double Sphere = 6371.0087714 / 6371;

    public static IEnumerable<JsonObject> Plain(SearchQuery q)
    {
        yield return SessionClause.IsAsked(q) ? SessionClause.Of(q) : Clause.Range("openUntil", q.Today.DayNumber, null);
        if (q.Provider.Count > 0)
            yield return Clause.Terms("provider", q.Provider);
        if (q.Certification.Count > 0)
            yield return Clause.Terms("certification", q.Certification.Select(c => c.ToUpperInvariant()));
        foreach (var place in Place(q))
            yield return place;
        if (q.Boxes.Count > 0)
            yield return Clause.Any(q.Boxes.Select(Box));
        if (q.Regions.Count > 0)
            yield return Clause.Terms("region", q.Regions);
        if (q.Language.Count > 0)
            yield return Clause.Terms("language", q.Language);
        if (q.Rome.Count > 0)
            yield return Clause.Terms("rome", q.Rome);
        if (q.PriceMinCents is not null || q.PriceMaxCents is not null)
            yield return Clause.Range("price", q.PriceMinCents, q.PriceMaxCents);
        if (q.HoursMin is not null || q.HoursMax is not null)
            yield return Clause.Range("hours", q.HoursMin, q.HoursMax);
        if (q.MinRating is { } rating)
            yield return Clause.Range("rating", rating, null);
        if (q.PermanentEntry is { } permanent)
            yield return Clause.Term("permanent", permanent);
    }

    /// <summary>By facet, in the order of <see cref="Facets.All"/>.</summary>
    public static IEnumerable<(string Facet, JsonObject Clause)> OfFacets(SearchQuery q)
    {
        if (q.Modality.Count > 0)
            yield return (Facets.Modality, Clause.Terms(Facets.Modality, q.Modality));
        if (q.CertificationType.Count > 0)
            yield return (Facets.CertificationType, Clause.Terms(Facets.CertificationType, q.CertificationType));
        if (q.Level.Count > 0)
            yield return (Facets.Level, Clause.Terms(Facets.Level, q.Level.Select(l => l.ToString(CultureInfo.InvariantCulture))));
        if (q.Domain.Count > 0)
            yield return (Facets.Domain, Clause.Any(q.Domain.Select(d => Clause.Prefix(Facets.Domain, d))));
        if (q.Departments.Count > 0)
            yield return (Facets.Department, Clause.Terms(Facets.Department, q.Departments));
        if (q.Pace.Count > 0)
            yield return (Facets.Pace, Clause.Terms(Facets.Pace, q.Pace));
        if (q.Accessibility.Count > 0)
            yield return (Facets.Accessibility, Clause.All(q.Accessibility.Select(a => Clause.Term(Facets.Accessibility, a))));
    }

    /// <summary>Place-bound actions within a circle.</summary>
    public static JsonObject Circle(NearPoint near, double radiusKm) => new()
    {
        ["geo_distance"] = new JsonObject
        {
            ["distance"] = string.Create(CultureInfo.InvariantCulture, $"{radiusKm * Sphere:R}km"),
            ["circle"] = Point(near),
        },
    };

    public static JsonObject Point(NearPoint near) => new() { ["lat"] = near.Lat, ["lon"] = near.Lng };

    /// <summary>Remote actions pass a circle unless excluded.</summary>
    private static IEnumerable<JsonObject> Place(SearchQuery q)
    {
        if (q.Remote != RemoteMode.Include)
            yield return Clause.Term("remote", q.Remote == RemoteMode.Only);
        if (q.Near is { } near && q.Remote != RemoteMode.Only)
            yield return Clause.Any([Circle(near, q.RadiusKm), Clause.Term("remote", true)]);
    }

    private static JsonObject Box(GeoBox box) =>
        Clause.All([Clause.Range("lat", box.MinLat, box.MaxLat), Clause.Range("lng", box.MinLng, box.MaxLng)]);
}
