using Marketplace.Catalogue.Places;
using Marketplace.Search;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>Names cells by the most populous commune in them, which people know; a cell without one by the nearest.</summary>
public static class ZoneTowns
{
    public static Func<MapCell, string> Of(IReadOnlyList<MapCell> cells, CellGrid grid, PlaceDirectory places)
    {
        var wanted = cells.Select(c => (c.Row, c.Column)).ToHashSet();
        var known = new Dictionary<(int, int), Place>();
        foreach (var place in places.All)
        {
            var cell = grid.CellOf(place.Lat, place.Lng);
            if (wanted.Contains(cell) && (!known.TryGetValue(cell, out var other) || place.Population > other.Population))
                known[cell] = place;
        }
        return cell => (known.GetValueOrDefault((cell.Row, cell.Column)) ?? places.Nearest(cell.Lat, cell.Lng))?.Name ?? "ce point";
    }
}
