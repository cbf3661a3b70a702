using System.Globalization;
using Marketplace.Core.Places;
using Marketplace.Core.Reference;

namespace Marketplace.Web.Pages.Search;

/// <summary>What the place field may mean when it was sent as text.</summary>
/// <param name="Communes">Candidates; one when the text is clear.</param>
/// <param name="Department">Set when the text names a département and no commune.</param>
/// <param name="Region">Set when the text names a région only.</param>
public sealed record TypedPlace(IReadOnlyList<Place> Communes, Department? Department = null, Region? Region = null)
{
    private const int MaxCandidates = 15;

    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>Reads « Lyon », « Lyon (69) », « 69007 », « Rhône » or the beginning of a name.</summary>
    public static TypedPlace Resolve(string text, ReferenceData reference)
    {
        var (name, code) = Split(text.Trim());
        if (name.Length == 0)
            return new TypedPlace([]);
        var found = reference.Places.Search(name, 50);
        var named = found.Where(p => Same(p.Name, name) && (code is null || p.Department == code || p.Postcodes.Contains(code))).ToList();
        if (named.Count > 0)
            return new TypedPlace([.. named.Take(MaxCandidates)]);
        if (reference.Departments.Values.FirstOrDefault(d => Same(d.Name, name) || d.Code == name.ToUpperInvariant()) is { } department)
            return new TypedPlace([], department);
        if (reference.Regions.Values.FirstOrDefault(r => Same(r.Name, name)) is { } region)
            return new TypedPlace([], null, region);
        return new TypedPlace([.. found.Where(p => code is null || p.Department == code || p.Postcodes.Contains(code)).Take(MaxCandidates)]);
    }

    /// <summary>« Lyon (69) » → Lyon, 69.</summary>
    private static (string Name, string? Code) Split(string text)
    {
        var open = text.LastIndexOf('(');
        return open > 0 && text.EndsWith(')') ? (text[..open].Trim(), text[(open + 1)..^1].Trim().ToUpperInvariant()) : (text, null);
    }

    private static bool Same(string a, string b) =>
        Compare.Compare(a, b, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols) == 0;
}
