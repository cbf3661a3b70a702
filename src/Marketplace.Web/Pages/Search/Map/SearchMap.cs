using System.Globalization;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>Draws where the matches of a search are: the engine counts all of them by cell of a grid.</summary>
public sealed class SearchMap(VisitorSearch search, ReferenceDataStore store, FranceOutlines outlines)
{
    /// <exception cref="SearchUnavailableException">The engine went away after it had answered the query.</exception>
    /// <param name="result">The answer to the query: it says where the search really took place.</param>
    public async Task<MapModel> DrawAsync(SearchQuery query, SearchResult result, CancellationToken cancel)
    {
        var reference = store.Current;
        var radius = result.Widened?.RadiusKm ?? query.RadiusKm;
        var place = result.Understood.Place is { Steers: false } read ? read : null;
        var view = MapView.Of(
            place is { Departments.Count: > 0 } ? query with { Departments = place.Departments } : query, query.Near
            ?? PlaceOfText(place, reference), radius, reference);
        // No correction or widening on the way: it was done above, with the same words.
        var counted = await search.SearchAsync(
            query with { RadiusKm = radius, Cells = view.Grid, Page = 1, PageSize = 1, WithFacets = false, Sort = SearchSort.Relevance },
            cancel);
        return Draw(query, view, counted, reference);
    }

    private static NearPoint? PlaceOfText(UnderstoodPlace? place, ReferenceData reference) =>
        place?.Insee is { } insee && reference.Places.ByInsee(insee) is { } known
            ? new NearPoint(known.Lat, known.Lng, known.Insee) : null;

    private MapModel Draw(SearchQuery query, MapView view, SearchResult counted, ReferenceData reference)
    {
        var frame = view.Ground is { } ground ? Shaped(MapProjection.Outlines.Of(ground)) : MapArea.France;
        var unit = frame.Width / MapArea.France.Width;
        var zones = MapGroup.Apart(
            view.Ground is null ? WholeZones(counted.Cells, view.Grid, reference) : CloserZones(counted.Cells, view.Grid, reference), unit);
        var onMap = counted.Cells.Sum(c => c.Count);
        return new MapModel(
            string.Join(' ', Number(frame.X), Number(frame.Y), Number(frame.Width), Number(frame.Height)),
            [.. Ground(view, frame).Select(outline => outline.Path(unit * 2))],
            view.Ground is null ? [.. MapArea.Overseas.Select(Inset)] : [],
            [.. zones.Select(z => Zone(query, z, unit))],
            onMap, Math.Max(0, counted.Total - onMap),
            view.Ground is null ? null
            : SearchAddress.Of(query with { Boxes = [], Near = null, RadiusKm = 30, Departments = [], Regions = [], Page = 1,
            Sort = SearchSort.Relevance }, onMap: true));
    }

    /// <summary>The mainland cell by cell; each overseas département, whose frame is small, as one.</summary>
    private static IEnumerable<MapGroup> WholeZones(IReadOnlyList<MapCell> cells, CellGrid grid, ReferenceData reference)
    {
        foreach (var group in cells.GroupBy(cell => MapArea.Of(cell.Lat, cell.Lng)))
        {
            if (group.Key is { Department: not null } overseas)
            {
                var count = group.Sum(c => c.Count);
                var center = overseas.Projection.Of(group.Sum(c => c.Lat * c.Count) / count, group.Sum(c => c.Lng * c.Count) / count);
                yield return new MapGroup(overseas.Name, count, [overseas.Ground], center);
                continue;
            }
            foreach (var cluster in CloserZones([.. group], grid, reference))
                yield return group.Key is null ? cluster with { Point = null } : cluster;
        }
    }

    private static IEnumerable<MapGroup> CloserZones(IReadOnlyList<MapCell> cells, CellGrid grid, ReferenceData reference)
    {
        var towns = ZoneTowns.Of(cells, grid, reference.Places);
        return cells.Select(cell =>
            new MapGroup(towns(cell), cell.Count, [Rounded(grid.BoxOf(cell.Row, cell.Column))],
            MapProjection.Outlines.Of(cell.Lat, cell.Lng)));
    }

    private IEnumerable<Outline> Ground(MapView view, MapFrame frame)
    {
        var overseas = MapArea.Overseas.Select(
            area => outlines.Overseas(area.Department!, view.Ground is null ? area.Projection : MapProjection.Outlines)).OfType<Outline>();
        return outlines.Mainland.Concat(overseas).Where(outline => outline.Frame.Touches(frame));
    }

    /// <summary>The same ground in the shape of the whole map.</summary>
    private static MapFrame Shaped(MapFrame frame)
    {
        var ratio = MapArea.France.Width / MapArea.France.Height;
        var (width, height) = (Math.Max(frame.Width, frame.Height * ratio), Math.Max(frame.Height, frame.Width / ratio));
        return new MapFrame(frame.X - ((width - frame.Width) / 2), frame.Y - ((height - frame.Height) / 2), width, height);
    }

    private static MapZone Zone(SearchQuery query, MapGroup cluster, double unit)
    {
        var point = cluster.Point ?? new MapPoint(0, 0);
        var name = FrenchFormat.Plural(cluster.Count, "formation", "formations") + " autour " + TownWords.Of(cluster.Town);
        var size = (cluster.Count < 1000 ? 11 : 9.5) * unit;
        return new MapZone(
            name, "Autour " + TownWords.Of(cluster.Town), cluster.Count,
            SearchAddress.Of(query with { Boxes = cluster.Ground, Page = 1 }, onMap: true), cluster.Point is not null,
            Number(point.X), Number(point.Y), Number(cluster.Radius * unit), Number(point.Y + (size * 0.36)), Number(size),
            cluster.Count < 10_000
            ? FrenchFormat.Number(cluster.Count) : FrenchFormat.Number(cluster.Count / 1000) + FrenchFormat.NoBreakSpace + "k");
    }

    private static MapInset Inset(MapArea area)
    {
        var frame = area.Frame;
        return new MapInset(area.Name, Number(frame.X - 3), Number(frame.Y - 1), Number(frame.Width + 6), Number(frame.Height + 2),
            Number(frame.X + frame.Width + 8), Number(frame.Y + 12), "11");
    }

    private static GeoBox Rounded(GeoBox box) =>
        new(Math.Round(box.MinLng, 5), Math.Round(box.MinLat, 5), Math.Round(box.MaxLng, 5), Math.Round(box.MaxLat, 5));

    private static string Number(double value) => Math.Round(value, 3).ToString(CultureInfo.InvariantCulture);
}
