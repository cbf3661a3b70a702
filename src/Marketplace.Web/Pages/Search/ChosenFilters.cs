using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Search;

/// <summary>A chosen filter, with the address of the same search without it.</summary>
public sealed record FilterTag(string Label, string Href);

/// <summary>The filters of a query, one by one.</summary>
public static class ChosenFilters
{
    /// <summary>Values chosen for a facet.</summary>
    public static IReadOnlyList<string> Values(SearchQuery query, string facet) => facet switch
    {
        Facets.Modality => query.Modality,
        Facets.CertificationType => query.CertificationType,
        Facets.Level => [.. query.Level.Select(l => l.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        Facets.Domain => query.Domain,
        Facets.Department => query.Departments,
        Facets.Pace => query.Pace,
        Facets.Accessibility => query.Accessibility,
        _ => [],
    };

    /// <summary>Each chosen filter as a removable tag; text and order are no filters.</summary>
    public static IReadOnlyList<FilterTag> Tags(SearchQuery query, ReferenceData reference, bool onMap = false)
    {
        var tags = new List<FilterTag>();
        if (query.Near is { } near)
        {
            Add($"{near.Label} : {FrenchFormat.Decimal((decimal)query.RadiusKm, 1)} km",
                query with { Near = null, RadiusKm = 30, Remote = RemoteMode.Include, Sort = WithoutDistance(query) });
            if (query.Remote != RemoteMode.Include)
                Add(query.Remote == RemoteMode.Only ? "Seulement à distance" : "Sans les formations à distance",
                    query with { Remote = RemoteMode.Include });
        }
        AddEach(query.Departments, Facets.Department, values => query with { Departments = values });
        foreach (var code in query.Regions)
            Add(reference.Regions.TryGetValue(code, out var region) ? region.Name : code,
                query with { Regions = Without(query.Regions, code) });
        AddEach(query.Modality, Facets.Modality, values => query with { Modality = values });
        AddEach(query.CertificationType, Facets.CertificationType, values => query with { CertificationType = values });
        foreach (var level in query.Level)
            Add(Labels.Level(level), query with { Level = [.. query.Level.Where(l => l != level)] });
        AddEach(query.Domain, Facets.Domain, values => query with { Domain = values });
        AddEach(query.Pace, Facets.Pace, values => query with { Pace = values });
        AddEach(query.Accessibility, Facets.Accessibility, values => query with { Accessibility = values });
        foreach (var code in query.Rome)
            Add(reference.Jobs.TryGetValue(code, out var job) ? job : $"Métier {code}", query with { Rome = Without(query.Rome, code) });
        foreach (var code in query.Certification)
            Add(code, query with { Certification = Without(query.Certification, code) });
        foreach (var siret in query.Provider)
            Add($"Organisme {siret}", query with { Provider = Without(query.Provider, siret) });
        foreach (var language in query.Language)
            Add($"Langue : {Actions.ActionWords.Language(language)}", query with { Language = Without(query.Language, language) });
        if (query.Boxes.Count > 0)
            Add("Zone de la carte", query with { Boxes = [] });
        AddBounds(query);
        return tags;

        void AddBounds(SearchQuery query)
        {
            if (query.StartAfter is { } after)
                Add($"À partir du {FrenchFormat.Date(after)}", query with { StartAfter = null });
            if (query.StartBefore is { } before)
                Add($"Début au plus tard le {FrenchFormat.Date(before)}", query with { StartBefore = null });
            if (query.PermanentEntry is { } permanent)
                Add(permanent ? "Entrée à tout moment" : "À dates fixes", query with { PermanentEntry = null });
            if (query.Guaranteed is { } guaranteed)
                Add(guaranteed ? "Session garantie" : "Session non garantie", query with { Guaranteed = null });
            if (query.SeatsLeft is { } seats)
                Add($"Au moins {FrenchFormat.Plural(seats, "place", "places")}", query with { SeatsLeft = null });
            if (query.PriceMinCents is { } priceMin)
                Add($"À partir de {FrenchFormat.RoundPrice(priceMin)}", query with { PriceMinCents = null });
            if (query.PriceMaxCents is { } priceMax)
                Add($"Jusqu’à {FrenchFormat.RoundPrice(priceMax)}", query with { PriceMaxCents = null });
            if (query.HoursMin is { } hoursMin)
                Add($"Au moins {hoursMin} h", query with { HoursMin = null });
            if (query.HoursMax is { } hoursMax)
                Add($"{hoursMax} h au plus", query with { HoursMax = null });
            if (query.MinRating is { } rating)
                Add($"Note d’au moins {FrenchFormat.Decimal((decimal)rating, 1)}", query with { MinRating = null });
        }

        void Add(string label, SearchQuery without) => tags.Add(new FilterTag(label, SearchAddress.Of(without with { Page = 1 }, onMap)));

        void AddEach(IReadOnlyList<string> values, string facet, Func<IReadOnlyList<string>, SearchQuery> with)
        {
            foreach (var value in values)
                Add(FacetLabels.Of(facet, value, reference), with(Without(values, value)));
        }
    }

    private static SearchSort WithoutDistance(SearchQuery query) => query.Sort == SearchSort.Distance ? SearchSort.Relevance : query.Sort;

    private static IReadOnlyList<string> Without(IReadOnlyList<string> values, string value) => [.. values.Where(v => v != value)];
}
