using Marketplace.Search;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>Ground that the map of France shows at a place of its own.</summary>
/// <param name="Department">Code; null for the mainland with Corsica.</param>
/// <param name="Ground">Holds all its communes, and no other area's.</param>
/// <param name="Frame">Where the whole map draws it.</param>
public sealed record MapArea(string? Department, string Name, GeoBox Ground, MapFrame Frame)
{
    /// <summary>The whole drawing.</summary>
    public static readonly MapFrame France = new(-60, -14, 684, 612);

    public static readonly MapArea Mainland = new(null, "France métropolitaine", new GeoBox(-5.5, 41, 10, 51.5), France);

    /// <summary>Frames in the Bay of Biscay, as printed maps of France have them.</summary>
    public static readonly IReadOnlyList<MapArea> Overseas =
    [
        new("971", "Guadeloupe", new GeoBox(-61.95, 15.75, -60.95, 16.6), Box(0)),
        new("972", "Martinique", new GeoBox(-61.3, 14.35, -60.75, 14.95), Box(1)),
        new("973", "Guyane", new GeoBox(-54.7, 2, -51.5, 6), Box(2)),
        new("974", "La Réunion", new GeoBox(55.15, -21.45, 55.9, -20.8), Box(3)),
        new("976", "Mayotte", new GeoBox(44.95, -13.05, 45.35, -12.6), Box(4)),
    ];

    /// <summary>Where a point is drawn; null for ground that the whole map does not show (Saint-Martin, abroad).</summary>
    public static MapArea? Of(double lat, double lng) =>
        Holds(Mainland.Ground, lat, lng) ? Mainland : Overseas.FirstOrDefault(area => Holds(area.Ground, lat, lng));

    public MapProjection Projection => Department is null ? MapProjection.Outlines : MapProjection.Outlines.Into(Ground, Frame);

    private static MapFrame Box(int rank) => new(-50, 298 + (rank * 57), 84, 52);

    private static bool Holds(GeoBox box, double lat, double lng) =>
        lat >= box.MinLat && lat <= box.MaxLat && lng >= box.MinLng && lng <= box.MaxLng;
}
