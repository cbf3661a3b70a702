namespace Marketplace.Search.Text;

/// <summary>Areas by name and by number, to find them in what people type. Immutable.</summary>
public sealed class AreaTable
{
    public static readonly AreaTable Empty = new([], new Dictionary<string, string>());

    /// <summary>
    /// Paris: a commune and a département of one name. By its name it is the town, with the circle around it and its arrondissements.
    /// </summary>
    private const string OneTown = "75";

    private readonly PhraseTable<AreaName> byName = new();
    private readonly Dictionary<string, AreaName> byNumber = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="departments">Code, name and code of the region of each département.</param>
    /// <param name="regions">Name by code.</param>
    public AreaTable(IEnumerable<(string Code, string Name, string Region)> departments, IReadOnlyDictionary<string, string> regions)
    {
        var all = departments.ToList();
        // Départements after regions: of one name (La Réunion) the smaller area counts; then what the file writes out.
        foreach (var region in all.GroupBy(d => d.Region))
            if (regions.TryGetValue(region.Key, out var name))
                Add(name, new AreaName(name, [.. region.Select(d => d.Code)]));
        foreach (var (code, name, _) in all)
        {
            var area = new AreaName(name, [code]);
            if (code != OneTown)
                Add(name, area);
            byNumber[code] = area;
        }
        foreach (var line in TextResource.Lines("area-names.txt"))
        {
            var sides = line.Split('=');
            var names = sides[0].Split(',', StringSplitOptions.TrimEntries);
            var meaning = sides[1].Trim();
            // A region's name, or codes of départements.
            var ofRegion = all.Where(d => regions.GetValueOrDefault(d.Region) == meaning).Select(d => d.Code).ToList();
            var area = ofRegion.Count > 0 ? new AreaName(meaning, ofRegion)
                : new AreaName(names[0], meaning.Split(',', StringSplitOptions.TrimEntries));
            foreach (var name in names)
                Add(name, area);
        }
    }

    /// <summary>The longest name from this word on; null when none begins there.</summary>
    public (AreaName Area, int Length)? At(IReadOnlyList<string> words, int start) =>
        byName.TryLongest(words, start, out var area, out var length) ? (area, length) : null;

    /// <summary>The département with this number: 93, 2A, 974.</summary>
    public AreaName? ByNumber(string number) => byNumber.GetValueOrDefault(number);

    private void Add(string name, AreaName area) =>
        byName.Set([.. Tokeniser.Words(name).Select(w => w.Folded)], area);
}
