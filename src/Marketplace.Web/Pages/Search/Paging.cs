using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>Links to the pages of a list (<c>partials/pagination</c>).</summary>
/// <param name="Previous">Null on the first page.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record Paging(string? Previous, string? Next, IReadOnlyList<PageLink> Links)
{
    /// <param name="groups">What paging counts.</param>
    /// <param name="address">Address of a page by number.</param>
    /// <returns>Null when everything fits on one page.</returns>
    public static Paging? Of(int groups, int pageSize, int page, Func<int, string> address)
    {
        var reachable = Math.Min(groups, SearchParameters.DeepestResult);
        var last = (reachable + pageSize - 1) / pageSize;
        if (last <= 1)
            return null;
        int[] wanted = [1, page - 1, page, page + 1, last];
        var links = new List<PageLink>();
        var before = 0;
        foreach (var number in wanted.Where(n => n >= 1 && n <= last).Distinct().Order())
        {
            if (number > before + 1)
                links.Add(new PageLink(null, "…", false, false));
            links.Add(new PageLink(
                address(number), number.ToString(System.Globalization.CultureInfo.InvariantCulture), number == page, number == last
                && number != page));
            before = number;
        }
        return new Paging(page > 1 ? address(Math.Min(page - 1, last)) : null, page < last ? address(page + 1) : null, links);
    }

    public static Paging? Of(SearchQuery query, SearchResult result, bool onMap = false) =>
        Of(result.Groups, query.PageSize, query.Page, number => SearchAddress.Of(query with { Page = number }, onMap));
}

/// <param name="Href">Null for a gap.</param>
public sealed record PageLink(string? Href, string Label, bool IsCurrent, bool IsLast);
