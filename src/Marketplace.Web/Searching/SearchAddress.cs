using System.Globalization;
using Marketplace.Search;
using Microsoft.AspNetCore.Http.Extensions;

namespace Marketplace.Web.Searching;

/// <summary>The address of a search on the pages: only what differs from the default, always in the same order.</summary>
public static class SearchAddress
{
    /// <summary>Parameter of the search page that is no part of the query: <c>carte</c> shows the map.</summary>
    public const string ViewParameter = "vue";
    public const string MapValue = "carte";

    /// <summary><c>/recherche?q=…</c>.</summary>
    /// <param name="onMap">With the map.</param>
    public static string Of(SearchQuery query, bool onMap = false)
    {
        var parameters = QueryOf(query);
        return SearchAddresses.Results + parameters + (onMap ? $"{(parameters.Length == 0 ? '?' : '&')}{ViewParameter}={MapValue}" : "");
    }

    /// <summary>The query string with its question mark; empty when everything is at its default.</summary>
    public static string QueryOf(SearchQuery query)
    {
        var builder = new QueryBuilder();
        foreach (var (name, value) in Parameters(query))
            builder.Add(name, value);
        return builder.ToString();
    }

    /// <summary>Names and values of all that differs from the default.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(SearchQuery query)
    {
        var standard = new SearchQuery { Today = query.Today };
        if (query.Text is { } text) yield return ("q", text);
        if (query.Near is { } near) yield return ("near", PointValue.Write(near));
        if (query.RadiusKm != standard.RadiusKm) yield return ("radius", Number(query.RadiusKm));
        if (query.Remote != standard.Remote) yield return ("remote", Camel(query.Remote));
        foreach (var (name, values) in Lists(query))
            foreach (var value in values)
                yield return (name, value);
        if (query.StartAfter is { } after) yield return ("startAfter", Day(after));
        if (query.StartBefore is { } before) yield return ("startBefore", Day(before));
        if (query.PermanentEntry is { } permanent) yield return ("permanentEntry", Flag(permanent));
        if (query.Guaranteed is { } guaranteed) yield return ("guaranteed", Flag(guaranteed));
        if (query.SeatsLeft is { } seats) yield return ("seatsLeft", Number(seats));
        if (query.PriceMinCents is { } priceMin) yield return ("priceMin", Number(priceMin));
        if (query.PriceMaxCents is { } priceMax) yield return ("priceMax", Number(priceMax));
        if (query.HoursMin is { } hoursMin) yield return ("hoursMin", Number(hoursMin));
        if (query.HoursMax is { } hoursMax) yield return ("hoursMax", Number(hoursMax));
        if (query.MinRating is { } rating) yield return ("minRating", Number(rating));
        if (query.Exact) yield return ("exact", "true");
        if (!query.PlacesInText) yield return ("placesInText", "false");
        if (!query.Collapse) yield return ("collapse", "false");
        if (query.Sort != standard.Sort) yield return ("sort", Camel(query.Sort));
        if (query.PageSize != standard.PageSize) yield return ("pageSize", Number(query.PageSize));
        if (query.Page != standard.Page) yield return ("page", Number(query.Page));
    }

    private static IEnumerable<(string Name, IEnumerable<string> Values)> Lists(SearchQuery query) =>
    [
        ("department", query.Departments),
        ("region", query.Regions),
        ("bbox", query.Boxes.Select(BoxValue.Write)),
        ("modality", query.Modality),
        ("accessibility", query.Accessibility),
        ("certificationType", query.CertificationType),
        ("level", query.Level.Select(l => Number(l))),
        ("domain", query.Domain),
        ("rome", query.Rome),
        ("pace", query.Pace),
        ("language", query.Language),
        ("certification", query.Certification),
        ("provider", query.Provider),
    ];

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Camel<T>(T value) where T : struct, Enum =>
        char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
