namespace Marketplace.Search.Text;

/// <summary>Communes by name and postcode, to find places in what people type. Immutable.</summary>
public sealed class Gazetteer
{
    /// <summary>A name typed without "à" counts from this population on: small villages bear the names of everything.</summary>
    public const int KnownTown = 10_000;

    /// <summary>After "à" smaller ones count too.</summary>
    public const int KnownAfterPreposition = 500;

    /// <summary>Beside other words, so do those whose name is no word of the catalogue.</summary>
    public const int KnownWhereNoWord = 3_000;

    /// <summary>Longest name in words (Saint-Germain-de-la-Rivière has five).</summary>
    public const int LongestName = 7;

    public static readonly Gazetteer Empty = new([]);

    private readonly Dictionary<string, PlaceName> byName = [];
    private readonly Dictionary<string, PlaceName> byPostcode = [];
    /// <summary>By département: sums weighted by inhabitants.</summary>
    private readonly Dictionary<string, (double Lat, double Lng, long People)> centres = [];

    /// <param name="places">All communes and arrondissements.</param>
    /// <param name="areas">Départements and regions.</param>
    public Gazetteer(IEnumerable<PlaceName> places, AreaTable? areas = null)
    {
        Areas = areas ?? AreaTable.Empty;
        foreach (var place in places)
        {
            var (lat, lng, people) = centres.GetValueOrDefault(place.Department);
            centres[place.Department] = (lat + (place.Lat * place.Population), lng + (place.Lng * place.Population), people + place.Population);
            KeepLarger(byName, NameKey(Tokeniser.Words(place.Name).Select(w => w.Folded)), place);
            foreach (var postcode in place.Postcodes)
                KeepCloser(postcode, place);
        }
    }

    public AreaTable Areas { get; }

    /// <summary>Where the people of an area live, on average, in degrees; null when nothing is known of it.</summary>
    public (double Lat, double Lng)? CentreOf(AreaName area)
    {
        var sums = area.Departments.Where(centres.ContainsKey).Select(d => centres[d]).ToList();
        var people = sums.Sum(s => s.People);
        return people == 0 ? null : (sums.Sum(s => s.Lat) / people, sums.Sum(s => s.Lng) / people);
    }

    public PlaceName? ByPostcode(string postcode) => byPostcode.GetValueOrDefault(postcode);

    /// <summary>The most populous place of that name (folded words).</summary>
    public PlaceName? ByName(IEnumerable<string> words) => byName.GetValueOrDefault(NameKey(words));

    /// <summary>"st" and "ste" are written for "saint" and "sainte".</summary>
    private static string NameKey(IEnumerable<string> words) =>
        string.Join(' ', words.Select(w => w switch { "st" => "saint", "ste" => "sainte", _ => w }));

    private static void KeepLarger(Dictionary<string, PlaceName> map, string key, PlaceName place)
    {
        if (!map.TryGetValue(key, out var other) || other.Population < place.Population)
            map[key] = place;
    }

    /// <summary>69007 is the arrondissement rather than all of Lyon; else the most populous commune of the postcode.</summary>
    private void KeepCloser(string postcode, PlaceName place)
    {
        if (!byPostcode.TryGetValue(postcode, out var other)
            || (IsWholeCity(other) && !IsWholeCity(place))
            || (IsWholeCity(other) == IsWholeCity(place) && other.Population < place.Population))
            byPostcode[postcode] = place;
    }

    /// <summary>A city that has arrondissements.</summary>
    internal static bool IsWholeCity(PlaceName place) => place.Insee is "75056" or "69123" or "13055";
}
