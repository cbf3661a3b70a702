using System.Globalization;
using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>The actions of a provider or a certification (<c>partials/action-list</c>).</summary>
/// <param name="SearchHref">The same actions on the search page, where they can be filtered.</param>
/// <param name="IsAway">The list cannot be shown now; it says so and the page shows the rest.</param>
public sealed record ActionList(int Total, IReadOnlyList<ResultCard> Cards, Paging? Paging, string SearchHref, bool IsAway = false)
{
    public static async Task<ActionList> FindAsync(VisitorSearch search, SearchQuery query, string path, CancellationToken cancel)
    {
        if (await search.TryAsync(query with { WithFacets = false }, cancel) is not { } result)
            return new ActionList(0, [], null, Address(path, query.Page), IsAway: true);
        return new ActionList(
            result.Total, [.. result.Hits.Select(ResultCard.Of)],
            Paging.Of(result.Groups, query.PageSize, query.Page, page => Address(path, page)),
            SearchAddress.Of(query with { Page = 1 }));
    }

    /// <summary>Address of a page of the list.</summary>
    public static string Address(string path, int page) => page > 1 ? $"{path}?page={page}" : path;

    /// <summary>A page that can be asked for; anything else is the first.</summary>
    public static int PageNumber(string? page) =>
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= SearchParameters.DeepestResult / 20 ? number : 1;
}
