namespace Marketplace.Core.Places;

/// <summary>Communes by the beginning of their name or postcode, for the commune picker. Immutable.</summary>
internal sealed class PlaceSearch
{
    private readonly (string Key, Place Place, bool Whole)[] names;
    private readonly (string Postcode, Place Place)[] postcodes;

    public PlaceSearch(IReadOnlyList<Place> places)
    {
        // "havre" finds Le Havre: names with an article stand twice.
        names = [.. places.SelectMany(Keys).OrderBy(n => n.Key, StringComparer.Ordinal)];
        postcodes = [.. places.SelectMany(p => p.Postcodes.Select(code => (code, p))).OrderBy(p => p.code, StringComparer.Ordinal)];
    }

    /// <summary>
    /// A name, a postcode, or both in any order. Exact names first, then the most populous;
    /// of one postcode, arrondissements come before the commune that holds them.
    /// </summary>
    public IReadOnlyList<Place> Find(string text, int limit)
    {
        if (limit <= 0)
            return [];
        var words = PlaceName.Words(text.Length > 100 ? text[..100] : text);
        var digits = words.FirstOrDefault(w => w.Length is >= 3 and <= 5 && w.All(char.IsAsciiDigit))
            ?? (words.Count == 1 && words[0].All(char.IsAsciiDigit) ? FirstDigits(text) : null);
        if (digits is not null)
            words.Remove(digits.Length >= 3 ? digits : words[0]);
        var name = string.Join(' ', words);
        var found = digits is not null ? ByPostcode(digits, name) : name.Length > 0 ? ByName(name) : [];
        return [.. found.OrderByDescending(f => f.Exact).ThenByDescending(f => f.Place.Population).ThenBy(f => f.Place.Insee, StringComparer.Ordinal)
            .Select(f => f.Place).Distinct().Take(limit)];
    }

    private IEnumerable<(Place Place, bool Exact)> ByName(string name)
    {
        for (var i = LowerBound(names.Length, at => names[at].Key, name);
             i < names.Length && names[i].Key.StartsWith(name, StringComparison.Ordinal); i++)
            yield return (names[i].Place, names[i].Whole && names[i].Key.Length == name.Length);
    }

    private IEnumerable<(Place Place, bool Exact)> ByPostcode(string digits, string name)
    {
        for (var i = LowerBound(postcodes.Length, at => postcodes[at].Postcode, digits);
             i < postcodes.Length && postcodes[i].Postcode.StartsWith(digits, StringComparison.Ordinal); i++)
        {
            var place = postcodes[i].Place;
            if (name.Length == 0 || Keys(place).Any(k => k.Key.StartsWith(name, StringComparison.Ordinal)))
                yield return (place, digits.Length == 5 && place.Parent is not null);
        }
    }

    private static IEnumerable<(string Key, Place Place, bool Whole)> Keys(Place place)
    {
        var name = PlaceName.Fold(place.Name);
        var bare = PlaceName.WithoutArticle(name);
        yield return (name, place, true);
        if (bare.Length < name.Length)
            yield return (bare, place, false);
    }

    /// <summary>"01" is a beginning of postcode here, not the number 1.</summary>
    private static string FirstDigits(string text) => new([.. text.Where(char.IsAsciiDigit).Take(5)]);

    private static int LowerBound(int length, Func<int, string> key, string wanted)
    {
        var (low, high) = (0, length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(key(middle), wanted) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
