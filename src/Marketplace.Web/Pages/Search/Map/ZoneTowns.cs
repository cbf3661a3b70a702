using Marketplace.Core.Places;
using Marketplace.Search;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>Names cells by the most populous commune in them, which people know; a cell without one by the nearest.</summary>
public static class ZoneTowns
{
    /// <summary>« de Lyon », « d’Annecy », « du Mans », « des Ulis ».</summary>
    public static string Of(string town) => town switch
    {
        _ when town.StartsWith("Le ", StringComparison.Ordinal) => "du " + town[3..],
        _ when town.StartsWith("Les ", StringComparison.Ordinal) => "des " + town[4..],
        _ when "AEIOUYÉÈÊÎÔŒaeiouéèê".Contains(town[0], StringComparison.Ordinal) => "d’" + town,
        _ => "de " + town,
    };

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
