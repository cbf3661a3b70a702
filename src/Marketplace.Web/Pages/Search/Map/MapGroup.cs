using Marketplace.Search;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>Matches that the map shows as one circle.</summary>
/// <param name="Town">Stands for them.</param>
/// <param name="Ground">Where they are.</param>
/// <param name="Point">Middle of the circle; null when the map has no place for them.</param>
public sealed record MapGroup(string Town, int Count, IReadOnlyList<GeoBox> Ground, MapPoint? Point)
{
    /// <summary>How much of the smaller circle may be hidden.</summary>
    private const double Nearest = 0.8;

    /// <summary>An address takes no more boxes.</summary>
    private const int MostBoxes = 9;

    /// <summary>On the map of all of France; grows slowly with the number.</summary>
    public double Radius => Math.Min(22, 11 + (3.2 * Math.Log10(Count)));

    /// <summary>Circles that would hide each other become one, named by the fuller. The fullest come first.</summary>
    /// <param name="unit">Size of a circle of radius 1.</param>
    public static IReadOnlyList<MapGroup> Apart(IEnumerable<MapGroup> clusters, double unit)
    {
        var apart = new List<MapGroup>();
        foreach (var cluster in clusters.OrderByDescending(c => c.Count).ThenBy(c => c.Town, StringComparer.Ordinal))
        {
            var near = apart.FindIndex(other => other.Hides(cluster, unit));
            if (near < 0)
                apart.Add(cluster);
            else
                apart[near] = apart[near].With(cluster);
        }
        return [.. apart.OrderByDescending(c => c.Count).ThenBy(c => c.Town, StringComparer.Ordinal)];
    }

    private bool Hides(MapGroup other, double unit) =>
        Point is { } here && other.Point is { } there && Ground.Count < MostBoxes
        && Math.Sqrt(Math.Pow(here.X - there.X, 2) + Math.Pow(here.Y - there.Y, 2)) < (Radius + other.Radius) * unit * Nearest;

    private MapGroup With(MapGroup other)
    {
        var (here, there, count) = (Point!.Value, other.Point!.Value, Count + other.Count);
        return new MapGroup(Town, count, [.. Ground, .. other.Ground],
            new MapPoint(((here.X * Count) + (there.X * other.Count)) / count, ((here.Y * Count) + (there.Y * other.Count)) / count));
    }
}
