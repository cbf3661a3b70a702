using Marketplace.Platform.Importing;

namespace Marketplace.Catalogue.Places;

/// <summary>The place that a postcode leads to.</summary>
/// <param name="Guessed">The code is in no list of communes (CEDEX, most often): the place is the likeliest one near it.</param>
public sealed record PostcodePlace(Place Place, bool Guessed);

/// <summary>
/// Communes by postcode: listed codes, general codes of large cities, and a guess for all others that the post delivers to. Immutable.
/// </summary>
internal sealed class PostcodeBook
{
    /// <summary>
    /// How much a beginning in common counts against the distance of the numbers; fitted to the CEDEX codes of real
    /// addresses (decision 0038).
    /// </summary>
    private const double SharedDigit = 1;
    private const double NumberDistance = 0.5;

    /// <summary>The codes that cities with arrondissements had as a whole, and still have in what people type.</summary>
    private static readonly (string Code, string Insee)[] General = [("75000", "75056"), ("69000", "69123"), ("13000", "13055")];

    private static readonly Lazy<(string From, string To, string Insee)[]> Blocks =
        new(() => [.. SeedFiles.Read("postal-blocks.csv").Select(row => (row[0]!, row[1]!, row[2]!))]);

    private readonly ILookup<string, Place> listed;
    private readonly IReadOnlyDictionary<string, Place> byInsee;

    /// <summary>By beginning of code (two digits, overseas three): codes with the largest commune of each.</summary>
    private readonly Dictionary<string, List<(string Code, Place Place, double Weight)>> byBeginning;

    public PostcodeBook(IReadOnlyDictionary<string, Place> places)
    {
        byInsee = places;
        Codes = [.. places.Values.SelectMany(p => p.Postcodes.Select(code => (code, p))),
            .. General.Where(g => places.ContainsKey(g.Insee)).Select(g => (g.Code, places[g.Insee]))];
        listed = Codes.ToLookup(c => c.Code, c => c.Place);
        byBeginning = listed.Select(code => (Code: code.Key, Place: code.MaxBy(p => p.Population)!)).GroupBy(c => Beginning(c.Code))
            .ToDictionary(g => g.Key, g => g.Select(c => (c.Code, c.Place, Math.Log(1 + c.Place.Population))).ToList());
    }

    /// <summary>Every listed code with each of its places.</summary>
    public IReadOnlyList<(string Code, Place Place)> Codes { get; }

    /// <summary>The places of a listed or general code; none for others.</summary>
    public IEnumerable<Place> Listed(string code) => listed[code];

    /// <summary>Null for what is no code of the post: five digits, and a beginning that is used.</summary>
    public PostcodePlace? Find(string code)
    {
        if (code.Length != 5 || !code.All(char.IsAsciiDigit))
            return null;
        if (listed.Contains(code))
            return new PostcodePlace(
                listed[code].OrderByDescending(p => p.Parent is not null).ThenByDescending(p => p.Population).First(), false);
        foreach (var (from, to, insee) in Blocks.Value)
            if (string.CompareOrdinal(code, from) >= 0 && string.CompareOrdinal(code, to) <= 0 && byInsee.TryGetValue(insee, out var known))
                return new PostcodePlace(known, true);
        return byBeginning.TryGetValue(Beginning(code), out var near)
            ? new PostcodePlace(near.MaxBy(
                c => c.Weight + (SharedDigit * Shared(c.Code, code)) - (NumberDistance * Math.Log(1 + Distance(c.Code, code)))).Place, true)
            : null;
    }

    /// <summary>The large city is likelier than the village whose number is a little nearer.</summary>
    private static int Distance(string a, string b) => Math.Abs(Number(a) - Number(b));

    private static int Number(string code) => int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);

    private static int Shared(string a, string b) => a.AsSpan().CommonPrefixLength(b);

    private static string Beginning(string code) => code[..(code[0] == '9' && code[1] is '7' or '8' ? 3 : 2)];
}
