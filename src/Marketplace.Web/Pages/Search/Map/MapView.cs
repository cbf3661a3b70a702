using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>What a map shows: all of France with the overseas départements in frames, or some ground more closely.</summary>
/// <param name="Ground">Null: all of France.</param>
/// <param name="Grid">Cells of which about ten lie side by side.</param>
public sealed record MapView(GeoBox? Ground, CellGrid Grid)
{
    /// <summary>From coarse to fine; degrees of latitude and longitude that look about equal in France.</summary>
    private static readonly CellGrid[] Grids =
        [new(0.8, 1.2), new(0.4, 0.6), new(0.2, 0.3), new(0.1, 0.15), new(0.04, 0.06), new(0.02, 0.03), new(0.01, 0.015),
            new(0.004, 0.006)];

    private const double CellsAcross = 7;

    /// <summary>Below it there would be nothing around the clusters.</summary>
    private const double LeastDegrees = 0.02;

    public static MapView France { get; } = new(null, Grids[0]);

    /// <summary>The ground that a query is about; all of France when it is about no place, or about several far apart.</summary>
    /// <param name="near">The place asked for, in the form or in the text.</param>
    public static MapView Of(SearchQuery query, NearPoint? near, double radiusKm, ReferenceData reference)
    {
        if (query.Boxes.Count > 0)
            return Closer(query.Boxes);
        if (near is not null && query.Remote != RemoteMode.Only)
            return Closer([GeoDistance.BoxAround(near.Lat, near.Lng, radiusKm)]);
        if (query.Departments.Count + query.Regions.Count > 0)
            return Closer([.. reference.Places.All
                .Where(p => query.Departments.Contains(p.Department) || query.Regions.Contains(p.Region))
                .Select(p => new GeoBox(p.Lng, p.Lat, p.Lng, p.Lat))]);
        return France;
    }

    private static MapView Closer(IReadOnlyList<GeoBox> boxes)
    {
        if (boxes.Count == 0)
            return France;
        var ground = new GeoBox(boxes.Min(b => b.MinLng), boxes.Min(b => b.MinLat), boxes.Max(b => b.MaxLng), boxes.Max(b => b.MaxLat));
        var width = Math.Max(ground.MaxLng - ground.MinLng, (ground.MaxLat - ground.MinLat) * Grids[0].LngStep / Grids[0].LatStep);
        if (width > MapArea.Mainland.Ground.MaxLng - MapArea.Mainland.Ground.MinLng)
            return France;
        var pad = Math.Max(width * 0.06, LeastDegrees / 2);
        var grid = Grids.FirstOrDefault(g => width / g.LngStep >= CellsAcross, Grids[^1]);
        return new MapView(new GeoBox(ground.MinLng - pad, ground.MinLat - pad, ground.MaxLng + pad, ground.MaxLat + pad), grid);
    }
}
