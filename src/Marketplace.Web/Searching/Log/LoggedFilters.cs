using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Searching.Log;

/// <summary>The filters of a search as the log keeps them: names, with values where those are public codes of a list.</summary>
public static class LoggedFilters
{
    private const int Most = 20;

    /// <summary>Parameters whose values say nothing of who asks.</summary>
    private static readonly HashSet<string> WithValue =
        ["radius", "remote", "department", "region", "modality", "accessibility", "certificationType", "level", "domain", "rome", "pace",
            "language", "certification", "sort"];

    /// <summary>Kept elsewhere, or no filters.</summary>
    private static readonly HashSet<string> LeftOut = ["q", "near", "page", "pageSize", "collapse"];

    public static IReadOnlyList<string> Of(SearchQuery query) =>
        [.. SearchAddress.Parameters(query).Where(p => !LeftOut.Contains(p.Name))
            .Select(p => WithValue.Contains(p.Name) ? $"{p.Name}={p.Value}" : p.Name).Distinct().Take(Most)];
}
