using System.Globalization;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Pages.Search;

/// <summary>A place that a text may mean.</summary>
/// <param name="Key">Text that means this one only, such as <c>commune:69123</c>: what a choice sends.</param>
/// <param name="Hint">What tells it from its namesakes.</param>
/// <param name="Apply">Puts it into a query.</param>
public sealed record PlaceMeaning(string Key, string Name, string Hint, Func<SearchQuery, SearchQuery> Apply)
{
    /// <summary>What the visitor should know when this place answers for what was typed; null when it is just that.</summary>
    public string? Note { get; init; }
}

/// <summary>
/// Reads the place field: « Lyon », « Lyon (69) », « 69007 », « 92925 Paris La Défense Cedex », « Annecy-le-Vieux », « Rhône »,
/// or the beginning of a name.
/// </summary>
public static class TypedPlace
{
    private const int MaxMeanings = 15;
    private const int MuchLarger = 10;
    private const string CommuneKey = "commune:";
    private const string DepartmentKey = "departement:";
    private const string RegionKey = "region:";

    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    /// <returns>One meaning when the text is clear, several when it is not, none when it fits nothing.</returns>
    public static IReadOnlyList<PlaceMeaning> Resolve(string text, ReferenceData reference)
    {
        if (ByKey(text, reference) is { } chosen)
            return [chosen];
        var (name, code) = Split(text.Trim());
        if (name.Length == 0)
            return [];
        var found = reference.Places.Search(name, 50)
            .Where(m => code is null || m.Place.Department == code || m.Place.Postcodes.Contains(code)).ToList();
        if (found is [{ Guessed: true } guess])
            return [Commune(guess, reference, name)];
        var areas = code is not null ? [] : Areas(name, reference).ToList();
        var communes = found.Where(m => m.Exact).ToList();
        // A département's or région's own main town, such as Paris, is meant before the area of the same name.
        if (communes.FindAll(m => m.Alias is null) is [{ Place.Population: > 100_000 } city])
            return [Commune(city, reference, name)];
        if (communes.Count + areas.Count > 0)
        {
            // Évry is a village of the Yonne, and what most people call Évry-Courcouronnes.
            var village = communes.Count == 0 ? int.MaxValue : communes.Max(m => m.Place.Population);
            var towns = found.Where(m => !m.Exact && m.Place.Population / MuchLarger > village && HoldsWords(m.Place.Name, name));
            return [.. areas, .. communes.Concat(towns).OrderBy(m => m.Alias is not null).ThenByDescending(m => m.Place.Population)
                .Take(MaxMeanings).Select(m => Commune(m, reference, name))];
        }
        return [.. found.Take(MaxMeanings).Select(m => Commune(m, reference, name))];
    }

    /// <summary>The same where only a commune answers.</summary>
    public static IReadOnlyList<Place> Communes(string text, ReferenceData reference) =>
        [.. Resolve(text, reference).Select(meaning => After(meaning.Key, CommuneKey)).OfType<string>()
            .Select(reference.Places.ByInsee).OfType<Place>()];

    private static PlaceMeaning? ByKey(string text, ReferenceData reference) =>
        After(text, CommuneKey) is { } insee && reference.Places.ByInsee(insee) is { } place
            ? Commune(new PlaceMatch(place, true), reference, place.Name)
        : After(text, DepartmentKey) is { } department && reference.Departments.TryGetValue(department, out var knownDepartment)
            ? Department(knownDepartment)
        : After(text, RegionKey) is { } region && reference.Regions.TryGetValue(region, out var knownRegion) ? Region(knownRegion)
        : null;

    private static IEnumerable<PlaceMeaning> Areas(string name, ReferenceData reference) =>
        reference.Regions.Values.Where(r => Same(r.Name, name)).Select(Region)
            .Concat(reference.Departments.Values.Where(d => Same(d.Name, name) || d.Code == name.ToUpperInvariant()).Select(Department))
            // Overseas, a région and its only département are the same land.
            .DistinctBy(meaning => meaning.Name);

    private static PlaceMeaning Commune(PlaceMatch match, ReferenceData reference, string typed)
    {
        var place = match.Place;
        var department = $"{(reference.Departments.TryGetValue(place.Department, out var known) ? known.Name : "Département")} ({place.Department})";
        return new PlaceMeaning(
            CommuneKey + place.Insee, place.Name,
            department + (match.Alias is { } other ? $", pour {other}" : place.Postcodes.Count > 0 ? $", {place.Postcodes[0]}" : ""),
            query => query with { Near = new NearPoint(place.Lat, place.Lng, place.Insee, place.Name) })
        {
            Note = match.Guessed ? $"« {typed} » n’est le code postal d’aucune commune (un code CEDEX, sans doute) : la recherche se fait autour {TownWords.Of(place.Name)}, le lieu connu le plus proche de ce code."
                : match.Alias is { } alias ? $"Pour « {alias} », la recherche se fait autour {TownWords.Of(place.Name)}." : null,
        };
    }

    private static PlaceMeaning Department(Department department) => new(
        DepartmentKey + department.Code, department.Name, $"Tout le département ({department.Code})",
        query => query with { Near = null, Departments = [department.Code] });

    private static PlaceMeaning Region(Region region) => new(
        RegionKey + region.Code, region.Name, "Toute la région", query => query with { Near = null, Regions = [region.Code] });

    private static string? After(string text, string key) => text.StartsWith(key, StringComparison.Ordinal) ? text[key.Length..] : null;

    /// <summary>« Lyon (69) » → Lyon, 69.</summary>
    private static (string Name, string? Code) Split(string text)
    {
        var open = text.LastIndexOf('(');
        return open > 0 && text.EndsWith(')') ? (text[..open].Trim(), text[(open + 1)..^1].Trim().ToUpperInvariant()) : (text, null);
    }

    private static bool HoldsWords(string name, string typed) =>
        $" {PlaceName.Fold(name)} ".Contains($" {PlaceName.Fold(typed)} ", StringComparison.Ordinal);

    private static bool Same(string a, string b) =>
        Compare.Compare(a, b, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols) == 0;
}
