using Microsoft.Extensions.Primitives;

namespace Marketplace.Web.Pages.Actions;

/// <summary>Several actions in an address or a field: <c>a,b</c>, or one value each. No id holds a comma.</summary>
public static class ActionIds
{
    private const int Longest = 500;

    /// <summary>Each id once, in the order given.</summary>
    /// <param name="most">What comes after so many is not read.</param>
    public static IReadOnlyList<string> Read(StringValues values, int most) =>
        [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(id => id.Length <= Longest && !id.Contains('\0')).Distinct().Take(most)];
}
