namespace Marketplace.Web.Pages.Search.Map;

/// <summary>A point of the drawing, in units of the outlines' file.</summary>
public readonly record struct MapPoint(double X, double Y);

/// <summary>A part of the drawing.</summary>
public readonly record struct MapFrame(double X, double Y, double Width, double Height)
{
    public static MapFrame Around(IReadOnlyList<MapPoint> points)
    {
        var (left, top) = (points.Min(p => p.X), points.Min(p => p.Y));
        return new MapFrame(left, top, points.Max(p => p.X) - left, points.Max(p => p.Y) - top);
    }

    public bool Touches(MapFrame other) =>
        X <= other.X + other.Width && other.X <= X + Width && Y <= other.Y + other.Height && other.Y <= Y + Height;
}
