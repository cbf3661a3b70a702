namespace Marketplace.Catalogue.Places;

/// <param name="Rank">How well the name fits: 0 the whole own name, up to <see cref="LastExact"/> a whole other name, up to
/// <see cref="LastBeginning"/> a beginning, above words inside the name.</param>
/// <param name="Alias">The former commune or name of the post that fits.</param>
internal readonly record struct FoundName(Place Place, int Rank, string? Alias = null)
{
    public const int LastExact = 1;
    public const int LastBeginning = 3;
}

/// <summary>Places by the beginning of their names, other names, and words inside (folded), in one sorted list. Immutable.</summary>
internal sealed class PlaceNameIndex
{
    private static readonly HashSet<string> Small =
        ["le", "la", "les", "l", "d", "de", "du", "des", "en", "sur", "sous", "les", "lez", "aux", "au", "et", "a", "saint", "sainte",
            "arrondissement"];

    private readonly (string Key, Place Place, Kind Kind, string? Alias)[] names;

    /// <summary>Whole names without spaces: what stays when apostrophes and spaces went wrong (lisle dabeau, saintetienne).</summary>
    private readonly ILookup<string, FoundName> byLetters;

    private enum Kind { Own, Bare, Alias, Former, Part }

    public PlaceNameIndex(IReadOnlyList<Place> places, IReadOnlyList<PlaceAlias> aliases)
    {
        names = [.. places.SelectMany(Keys).Concat(aliases.SelectMany(Keys)).OrderBy(n => n.Key, StringComparer.Ordinal)];
        byLetters = names.Where(n => n.Kind != Kind.Part && n.Key.Contains(' '))
            .ToLookup(n => Letters(n.Key), n => new FoundName(n.Place, FoundName.LastExact, n.Alias));
    }

    /// <summary>All places with a name or a part of it that begins so.</summary>
    public List<FoundName> Find(string name)
    {
        var found = new List<FoundName>();
        if (name.Length == 0)
            return found;
        for (var i = FirstFrom(name); i < names.Length && names[i].Key.StartsWith(name, StringComparison.Ordinal); i++)
        {
            var (key, place, kind, alias) = names[i];
            found.Add(new FoundName(place, (kind, key.Length == name.Length) switch
            {
                (Kind.Own or Kind.Alias, true) => 0,
                (Kind.Former, true) => 1,
                (Kind.Own or Kind.Bare, _) => 2,
                (Kind.Alias or Kind.Former, _) => 3,
                (_, true) => 4,
                _ => 5,
            }, alias));
        }
        return found.Count > 0 ? found : [.. byLetters[Letters(name)]];
    }

    private static string Letters(string name) => name.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>"havre" finds Le Havre, "courcouronnes" Évry-Courcouronnes: such names stand several times.</summary>
    private static IEnumerable<(string Key, Place Place, Kind Kind, string? Alias)> Keys(Place place)
    {
        var name = PlaceName.Fold(place.Name);
        var bare = PlaceName.WithoutArticle(name);
        yield return (name, place, Kind.Own, null);
        if (bare.Length < name.Length)
            yield return (bare, place, Kind.Bare, null);
        // An arrondissement's number is no word to look for.
        if (place.Parent is not null)
            yield break;
        for (var space = bare.IndexOf(' '); space >= 0; space = bare.IndexOf(' ', space + 1))
            if (!Small.Contains(bare[(space + 1)..].Split(' ')[0]))
                yield return (bare[(space + 1)..], place, Kind.Part, null);
    }

    private static IEnumerable<(string Key, Place Place, Kind Kind, string? Alias)> Keys(PlaceAlias alias)
    {
        var name = PlaceName.Fold(alias.Name);
        var shown = alias.Kind == AliasKind.Spelling ? null : alias.Name;
        yield return (name, alias.Place, alias.Kind == AliasKind.Former ? Kind.Former : Kind.Alias, shown);
        if (PlaceName.WithoutArticle(name) is var bare && bare.Length < name.Length)
            yield return (bare, alias.Place, alias.Kind == AliasKind.Former ? Kind.Former : Kind.Alias, shown);
    }

    private int FirstFrom(string wanted)
    {
        var (low, high) = (0, names.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(names[middle].Key, wanted) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
