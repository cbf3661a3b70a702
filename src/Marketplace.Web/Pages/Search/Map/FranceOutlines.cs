using System.Xml.Linq;
using Marketplace.Catalogue.Reference;
using NetTopologySuite.Geometries;

namespace Marketplace.Web.Pages.Search.Map;

/// <summary>
/// Outlines of the départements. Those of the mainland come from the file that the build copies; it has none of the
/// overseas ones, which are drawn as the hull of their communes.
/// </summary>
public sealed class FranceOutlines(IWebHostEnvironment environment, ReferenceDataStore store)
{
    private const string FileName = "carte/france.departments.svg";

    /// <summary>Degrees around the communes of an island: their centres lie inland.</summary>
    private const double Shore = 0.04;

    private readonly Lazy<IReadOnlyList<Outline>> mainland = new(() => ReadFile(environment));
    private volatile Made? made;

    /// <summary>Those of the mainland, as the whole map and every closer view draw them.</summary>
    public IReadOnlyList<Outline> Mainland => mainland.Value;

    /// <summary>An overseas département, by a projection.</summary>
    public Outline? Overseas(string department, MapProjection projection)
    {
        var reference = store.Current;
        if (made is not { } current || current.From != reference)
            made = current = new Made(
                reference, MapArea.Overseas.Select(area => (area, Hull: HullOf(area, reference))).Where(h => h.Hull.Count > 2)
                .ToDictionary(h => h.area.Department!, h => h.Hull));
        return current.Hulls.TryGetValue(department, out var hull)
            ? new Outline(department, [[.. hull.Select(point => projection.Of(point.Y, point.X))]]) : null;
    }

    private static IReadOnlyList<Outline> ReadFile(IWebHostEnvironment environment)
    {
        using var file = environment.WebRootFileProvider.GetFileInfo(FileName).CreateReadStream();
        XNamespace svg = "http://www.w3.org/2000/svg";
        return [.. XDocument.Load(file).Descendants(svg + "path")
            .Select(path => Outline.Read(path.Attribute("id")!.Value.ToUpperInvariant(), path.Attribute("d")!.Value))];
    }

    private static IReadOnlyList<Coordinate> HullOf(MapArea area, ReferenceData reference)
    {
        var points = reference.Places.All.Where(p => p.Department == area.Department).Select(p => new Point(p.Lng, p.Lat)).ToArray();
        return points.Length == 0 ? [] : new MultiPoint(points).ConvexHull().Buffer(Shore, 4).Coordinates;
    }

    private sealed record Made(ReferenceData From, IReadOnlyDictionary<string, IReadOnlyList<Coordinate>> Hulls);
}
