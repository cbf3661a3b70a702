namespace Marketplace.Catalogue.Places;

/// <summary>Communes by name or postcode as people write them, for the commune picker. Immutable.</summary>
internal sealed class PlaceSearch
{
    private readonly PlaceNameIndex names;
    private readonly PostcodeBook postcodes;
    private readonly (string Postcode, Place Place)[] codes;

    public PlaceSearch(IReadOnlyList<Place> places, IReadOnlyList<PlaceAlias> aliases, PostcodeBook postcodes)
    {
        this.postcodes = postcodes;
        names = new PlaceNameIndex(places, aliases);
        codes = [.. postcodes.Codes.OrderBy(c => c.Code, StringComparer.Ordinal)];
    }

    /// <summary>
    /// A name, a postcode or the number of a département, or both in any order, with or without CEDEX. Whole names first, then their
    /// beginnings, then words inside; the most populous first among equals. Of one postcode, arrondissements come before the commune that
    /// holds them.
    /// </summary>
    public IReadOnlyList<PlaceMatch> Find(string text, int limit)
    {
        if (limit <= 0)
            return [];
        var typed = TypedAddress.Parse(text);
        if (typed.Code is null)
            return Best(typed.Names.Select(names.Find).FirstOrDefault(f => f.Count > 0) ?? OfDepartment(typed), limit);
        var listed = Best(ByCode(typed), limit);
        if (listed.Count > 0 || typed.Code.Length < 5)
            return listed;
        return postcodes.Find(typed.Code) is not { } guess ? []
            : Best(typed.Names.Select(name => InDepartment(name, typed.Code)).FirstOrDefault(f => f.Count > 0) ?? [],
                limit) is { Count: > 0 } named ? named
            : [new PlaceMatch(guess.Place, true, Guessed: true)];
    }

    /// <summary>Communes of the code; those of the name as well when any is called so, for the code decides.</summary>
    private IEnumerable<FoundName> ByCode(TypedAddress typed)
    {
        var ofCode = new List<FoundName>();
        for (var i = FirstFrom(typed.Code!); i < codes.Length && codes[i].Postcode.StartsWith(typed.Code!, StringComparison.Ordinal); i++)
            ofCode.Add(new FoundName(codes[i].Place, typed.Code!.Length == 5 && codes[i].Place.Parent is not null ? 0 : 2));
        var named = typed.Names.SelectMany(names.Find).Select(f => f.Place.Insee).ToHashSet();
        var both = ofCode.FindAll(f => named.Contains(f.Place.Insee));
        return both.Count > 0 ? both : ofCode;
    }

    /// <summary>A CEDEX code says the département, the name before CEDEX the place in it.</summary>
    private List<FoundName> InDepartment(string name, string code) => InDepartments(name, PostalDepartment.Of(code));

    private List<FoundName> OfDepartment(TypedAddress typed) => typed.InDepartment is var (name, department)
        ? InDepartments(name, [department]) : [];

    private List<FoundName> InDepartments(string name, IEnumerable<string> departments) =>
        names.Find(name).FindAll(f => f.Rank <= FoundName.LastBeginning && departments.Contains(f.Place.Department));

    private static List<PlaceMatch> Best(IEnumerable<FoundName> found, int limit) =>
    [
        .. found.OrderBy(f => f.Rank).ThenByDescending(f => f.Place.Population).ThenBy(f => f.Place.Insee, StringComparer.Ordinal)
            .DistinctBy(f => f.Place.Insee).Take(limit).Select(f => new PlaceMatch(f.Place, f.Rank <= FoundName.LastExact, f.Alias)),
    ];

    private int FirstFrom(string code)
    {
        var (low, high) = (0, codes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(codes[middle].Postcode, code) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
