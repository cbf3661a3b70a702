using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Searching;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Web.Alerts;

/// <summary>The text of a saved query: the query string of the search page, read and written by the same code.</summary>
public static class SavedQuery
{
    /// <summary>Longer ones are nobody's search.</summary>
    public const int LongestRead = 4000;

    /// <summary>As it is written. The database finds queries by an index that takes 2,704 bytes, and they are ASCII.</summary>
    public const int Longest = 2600;

    /// <summary>Without what belongs to one look at the results: page, page size, grouping.</summary>
    public static string Write(SearchQuery query) => SearchAddress.QueryOf(query with { Page = 1, PageSize = 20, Collapse = true });

    /// <summary>Null when some of it is not a parameter, or not accepted (any more).</summary>
    public static SearchQuery? Read(string text, ReferenceData reference, DateOnly today)
    {
        if (text.Length > LongestRead)
            return null;
        var bound = SearchBinder.Bind(new QueryCollection(QueryHelpers.ParseQuery(text)), reference, today);
        return bound.Problems.Count + bound.Unknown.Count == 0 ? bound.Query : null;
    }
}
