using Marketplace.Platform.Importing;

namespace Marketplace.Catalogue.Places;

/// <summary>The other names of communes and arrondissements: former communes and names of the post come from seed-data.</summary>
internal static class PlaceAliases
{
    private static readonly Lazy<(string Name, string Insee)[]> Former =
        new(() => [.. SeedFiles.Read("former-communes.csv").Select(row => (row[1]!, row[2]!))]);

    private static readonly Lazy<(string Name, string Insee)[]> Postal =
        new(() => [.. SeedFiles.Read("postal-names.csv").Select(row => (row[0]!, row[1]!))]);

    private static readonly string[] Roman =
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix",
            "xx"];

    public static IReadOnlyList<PlaceAlias> Of(IReadOnlyDictionary<string, Place> places) =>
    [
        .. places.Values.Where(p => p.Parent is not null && places.ContainsKey(p.Parent))
            .SelectMany(p => Arrondissement(places[p.Parent!].Name, p).Select(name => new PlaceAlias(name, p, AliasKind.Spelling))),
        .. Known(Postal.Value, AliasKind.Postal, places),
        .. Known(Former.Value, AliasKind.Former, places),
    ];

    /// <summary>"15e", "15ème" and "arrdt" are one writing to those who compare names; here is what differs in its words.</summary>
    private static IEnumerable<string> Arrondissement(string city, Place part)
    {
        if (TownMatcher.ArrondissementNumber(part) is not { } number || number > Roman.Length)
            yield break;
        string[] digits = [$"{number}", $"{number} e", $"{number} er", $"{number} ème"];
        // A letter alone is no number: "Lyon X" says nothing.
        string[] roman = Roman[number - 1].Length > 1 ? [Roman[number - 1], Roman[number - 1] + "e"] : [Roman[number - 1] + "e"];
        foreach (var written in digits.Concat(roman))
        {
            yield return $"{city} {written}";
            yield return $"{city} {written} arrondissement";
            yield return $"{written} {city}";
            yield return $"{written} arrondissement {city}";
            yield return $"{written} arrondissement de {city}";
        }
        yield return $"{city}{number}";
    }

    private static IEnumerable<PlaceAlias> Known(
        IEnumerable<(string Name, string Insee)> names, AliasKind kind, IReadOnlyDictionary<string, Place> places) =>
        names.Where(n => places.ContainsKey(n.Insee)).Select(n => new PlaceAlias(n.Name, places[n.Insee], kind));
}
