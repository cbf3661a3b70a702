using Marketplace.Web.Pages.Actions;
using Microsoft.Extensions.Primitives;

namespace Marketplace.Web.Pages.Compare;

/// <summary>The actions of an address of <c>/comparer</c>.</summary>
public static class ComparisonIds
{
    /// <summary>More columns would not be read.</summary>
    public const int Most = 4;

    /// <summary>Beyond it an address is nobody's choice.</summary>
    private const int MostRead = 20;

    /// <summary>Each id once, in the order of the address: <c>ids=a,b</c>, or <c>ids=a&amp;ids=b</c> as boxes send them.</summary>
    public static IReadOnlyList<string> Read(StringValues values) => ActionIds.Read(values, MostRead);

    /// <summary>The page that compares these.</summary>
    public static string Address(IEnumerable<string> ids) =>
        string.Join(',', ids.Select(Uri.EscapeDataString)) is { Length: > 0 } list
            ? SearchAddresses.Compare + "?ids=" + list : SearchAddresses.Compare;
}
