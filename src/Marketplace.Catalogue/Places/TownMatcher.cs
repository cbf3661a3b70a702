namespace Marketplace.Catalogue.Places;

/// <summary>Communes by name, exact or nearly. Immutable.</summary>
internal sealed class TownMatcher
{
    private readonly ILookup<string, Place> byDepartment;
    private readonly ILookup<(string Department, string Key), Place> byName;
    private readonly ILookup<string, Place> anywhere;
    private readonly ILookup<string, Place> arrondissements;
    private readonly Dictionary<string, string> folded;

    public TownMatcher(IReadOnlyList<Place> places)
    {
        folded = places.ToDictionary(p => p.Insee, p => PlaceName.Fold(p.Name));
        arrondissements = places.Where(p => p.Parent is not null).ToLookup(p => p.Parent!);
        var communes = places.Where(p => p.Parent is null).ToList();
        byDepartment = communes.ToLookup(p => p.Department);
        byName = communes.ToLookup(p => (p.Department, Key(p)));
        anywhere = communes.ToLookup(Key);
    }

    /// <summary>The arrondissements of a commune; empty for all but Paris, Lyon and Marseille.</summary>
    public IReadOnlyList<Place> Arrondissements(string insee) => [.. arrondissements[insee]];

    /// <summary>3 for "Lyon 3e Arrondissement".</summary>
    public static int? ArrondissementNumber(Place place) => Town.Parse(place.Name).Number;

    public Place? Exact(string name, IReadOnlyList<Place> candidates)
    {
        var key = PlaceName.Compact(name);
        return candidates.Where(p => p.Parent is null && Key(p) == key).MaxBy(p => folded[p.Insee] == name);
    }

    public Place? Exact(string name, IReadOnlyList<string> departments)
    {
        var key = PlaceName.Compact(name);
        return departments.SelectMany(d => byName[(d, key)]).MaxBy(p => folded[p.Insee] == name);
    }

    public Place? Near(string name, IReadOnlyList<string> departments, GeoPoint? point) =>
        Near(name, [.. departments.SelectMany(d => byDepartment[d])], point);

    /// <summary>
    /// A name that begins, ends or holds the other in whole words (Cherbourg-Octeville, Évry), else one or two letters off.
    /// Among several the nearest to the point, else the largest.
    /// </summary>
    public Place? Near(string name, IReadOnlyList<Place> candidates, GeoPoint? point)
    {
        if (name.Length < 3 || candidates.Count == 0)
            return null;
        var communes = candidates.Where(p => p.Parent is null).ToList();
        return Best(communes.Where(p => SharesWords(folded[p.Insee], name)), point)
            ?? Best(communes.Where(p => Alike(Key(p), PlaceName.Compact(name))), point);
    }

    public bool Knows(string department) => byDepartment.Contains(department);

    /// <summary>
    /// The town of that name in all of France: the one near the point; else, unless <paramref name="sure"/> asks for that proof,
    /// the only one, or one that dwarfs the others.
    /// </summary>
    public Place? Anywhere(string name, GeoPoint? point, bool sure)
    {
        var same = anywhere[PlaceName.Compact(name)].OrderByDescending(p => p.Population).ToList();
        if (point is { } at && same.MinBy(p => p.Km(at.Lat, at.Lng)) is { } nearest && nearest.Km(at.Lat, at.Lng) <= 50)
            return nearest;
        return !sure && (same.Count == 1 || (same.Count > 1 && same[0].Population >= 10 * same[1].Population)) ? same[0] : null;
    }

    public Place? NearestIn(IReadOnlyList<string> departments, GeoPoint at)
    {
        var communes = departments.SelectMany(d => byDepartment[d])
            .SelectMany(p => arrondissements.Contains(p.Insee) ? arrondissements[p.Insee] : [p]);
        return communes.MinBy(p => p.Km(at.Lat, at.Lng));
    }

    private static Place? Best(IEnumerable<Place> matches, GeoPoint? point)
    {
        var found = matches.ToList();
        return point is { } at && found.MinBy(p => p.Km(at.Lat, at.Lng)) is { } nearest && nearest.Km(at.Lat, at.Lng) <= 50
            ? nearest
            : found.MaxBy(p => p.Population);
    }

    /// <summary>Whole words at one end, and long enough to mean something ("saint" alone does not).</summary>
    private static bool SharesWords(string commune, string name)
    {
        var (longer, shorter) = commune.Length >= name.Length ? (commune, name) : (name, commune);
        return shorter.Length >= 4 && shorter is not ("saint" or "sainte") && longer.Length > shorter.Length
            && (longer.StartsWith(shorter + " ", StringComparison.Ordinal) || longer.EndsWith(" " + shorter, StringComparison.Ordinal));
    }

    private static bool Alike(string a, string b)
    {
        var allowed = Math.Min(a.Length, b.Length) switch { < 5 => 0, < 9 => 1, _ => 2 };
        return Math.Abs(a.Length - b.Length) <= allowed && Edits(a, b) <= allowed;
    }

    /// <summary>Levenshtein distance.</summary>
    private static int Edits(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }

    private string Key(Place place) => PlaceName.Compact(folded[place.Insee]);
}
