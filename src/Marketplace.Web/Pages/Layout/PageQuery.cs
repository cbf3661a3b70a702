using System.Globalization;

namespace Marketplace.Web.Pages.Layout;

/// <summary>Which page of a list an address asks for.</summary>
internal static class PageQuery
{
    private const int Last = 1_000;

    /// <summary>From 1; what is no number is the first.</summary>
    public static int PageNumber(this HttpRequest request) =>
        int.TryParse(request.Query["page"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, Last) : 1;
}
