namespace Marketplace.Web.Pages.Search.Map;

/// <summary>Model of <c>partials/map</c>. Numbers are written as SVG wants them.</summary>
/// <param name="ViewBox">Of the SVG.</param>
/// <param name="Outlines">Paths of the ground.</param>
/// <param name="Insets">Frames of the overseas départements, on the map of all of France.</param>
/// <param name="Zones">Clusters, the fullest first: the table lists them all.</param>
/// <param name="Elsewhere">Matches that are on no map: remote, or without a point.</param>
/// <param name="WholeHref">The same search on the map of all of France; null when that is what is shown.</param>
public sealed record MapModel(
    string ViewBox, IReadOnlyList<string> Outlines, IReadOnlyList<MapInset> Insets, IReadOnlyList<MapZone> Zones, int OnMap, int Elsewhere,
    string? WholeHref);

/// <param name="NameSize">Of the letters.</param>
public sealed record MapInset(string Name, string X, string Y, string Width, string Height, string NameX, string NameY, string NameSize);

/// <summary>A cluster: so many actions around a commune.</summary>
/// <param name="Name">« 128 formations autour de Lyon ».</param>
/// <param name="Around">« Autour de Lyon », for the table.</param>
/// <param name="Href">The search narrowed to this ground.</param>
/// <param name="Drawn">False for ground that the map of all of France has no frame for.</param>
public sealed record MapZone(
    string Name, string Around, int Count, string Href, bool Drawn, string X, string Y, string Radius, string TextY, string TextSize,
    string Label);
