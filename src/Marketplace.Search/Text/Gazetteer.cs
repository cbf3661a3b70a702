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

    /// <summary>Longest name in words (Saint-Germain-de-la-Rivière has five; "7e arrondissement de Lyon" four).</summary>
    public const int LongestName = 9;

    public static readonly Gazetteer Empty = new([]);

    private readonly PlaceNameTable names;
    private readonly Dictionary<string, PlaceName> byPostcode = [];
    private readonly Dictionary<string, PlaceName> byInsee;
    private readonly Func<string, string?> nearestToCode;
    /// <summary>By département: sums weighted by inhabitants.</summary>
    private readonly Dictionary<string, (double Lat, double Lng, long People)> centres = [];

    /// <param name="places">All communes and arrondissements.</param>
    /// <param name="areas">Départements and regions.</param>
    /// <param name="aliases">Other names of places.</param>
    /// <param name="postcodes">Codes besides those of the places themselves, with the INSEE code they lead to.</param>
    /// <param name="nearestToCode">INSEE code of the likeliest place for a code that is in no list (CEDEX).</param>
    /// <param name="titles">What is called by more than one word: a place's name in there is a part of it.</param>
    public Gazetteer(
        IEnumerable<PlaceName> places, AreaTable? areas = null, IEnumerable<PlaceAlias>? aliases = null,
        IEnumerable<(string Code, string Insee)>? postcodes = null, Func<string, string?>? nearestToCode = null,
        IEnumerable<string>? titles = null)
    {
        Areas = areas ?? AreaTable.Empty;
        this.nearestToCode = nearestToCode ?? (_ => null);
        byInsee = places.ToDictionary(p => p.Insee);
        foreach (var place in byInsee.Values)
        {
            var (lat, lng, people) = centres.GetValueOrDefault(place.Department);
            centres[place.Department] = (
                lat + (place.Lat * place.Population), lng + (place.Lng * place.Population), people + place.Population);
            foreach (var postcode in place.Postcodes)
                KeepCloser(postcode, place);
        }
        foreach (var (code, insee) in postcodes ?? [])
            if (byInsee.TryGetValue(insee, out var place))
                KeepCloser(code, place);
        names = new PlaceNameTable(
            byInsee.Values, (aliases ?? []).Where(a => byInsee.ContainsKey(a.Insee)).Select(a => (byInsee[a.Insee], a)));
        Phrases = new NamedPhrases(titles ?? [], this);
    }

    public AreaTable Areas { get; }

    /// <summary>Expressions that hold the name of a place or area.</summary>
    public NamedPhrases Phrases { get; }

    /// <summary>Where the people of an area live, on average, in degrees; null when nothing is known of it.</summary>
    public (double Lat, double Lng)? CentreOf(AreaName area)
    {
        var sums = area.Departments.Where(centres.ContainsKey).Select(d => centres[d]).ToList();
        var people = sums.Sum(s => s.People);
        return people == 0 ? null : (sums.Sum(s => s.Lat) / people, sums.Sum(s => s.Lng) / people);
    }

    /// <summary>The place of a listed code.</summary>
    public PlaceName? ByPostcode(string postcode) => byPostcode.GetValueOrDefault(postcode);

    /// <summary>The likeliest place of a code that is in no list; null for what is no code of the post.</summary>
    public PlaceName? NearestToCode(string code) =>
        nearestToCode(code) is { } insee ? byInsee.GetValueOrDefault(insee) : null;

    /// <summary>The most populous place with that own name (folded words).</summary>
    public PlaceName? ByName(IEnumerable<string> words) => names.Find(words) is { Kind: NameKind.Own } named ? named.Place : null;

    /// <summary>The commune of that own name in a département.</summary>
    public PlaceName? ByName(IEnumerable<string> words, string department) => names.Find(words, department);

    /// <summary>Whether a place's name may begin with this folded word.</summary>
    public bool BeginsName(string word) => names.Begins(word);

    /// <summary>The place with that name, other name, or part of its name (folded words).</summary>
    public NamedPlace? Named(IEnumerable<string> words) => names.Find(words);

    /// <summary>69007 is the arrondissement rather than all of Lyon; else the most populous commune of the postcode.</summary>
    private void KeepCloser(string postcode, PlaceName place)
    {
        if (!byPostcode.TryGetValue(postcode, out var other)
            || (IsWholeCity(other) && !IsWholeCity(place))
            || (IsWholeCity(other) == IsWholeCity(place) && other.Population < place.Population))
            byPostcode[postcode] = place;
    }

    /// <summary>A city that has arrondissements.</summary>
    private static bool IsWholeCity(PlaceName place) => place.Insee is "75056" or "69123" or "13055";
}
