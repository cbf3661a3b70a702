using System.Globalization;
using System.Xml;
using Marketplace.Web.Pages.Information;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Sitemap;

/// <summary>
/// <c>/sitemap.xml</c> (sitemaps.org 0.9): one list, or an index of lists when there are more addresses than one list may hold.
/// A list covers a range of row numbers, so that each is read by the primary key however large the catalogue is.
/// </summary>
public static class SitemapPages
{
    /// <summary>The protocol allows 50,000 addresses in a list.</summary>
    public const int RowsPerList = 45_000;

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static async Task Root([AsParameters] PageContext context, SitemapQuery query)
    {
        var last = await query.LastRowAsync(context.Cancel);
        var site = context.SiteUrl;
        if (last <= RowsPerList)
        {
            await WriteListAsync(context.Http, query, site, 0, context.Cancel);
            return;
        }
        await using var xml = Open(context.Http);
        await xml.WriteStartElementAsync(null, "sitemapindex", Namespace);
        for (var list = 0L; list * RowsPerList < last; list++)
            await WriteEntryAsync(xml, "sitemap", site + SiteAddresses.SitemapList.Of(list), null);
        await xml.WriteEndElementAsync();
    }

    public static async Task List([AsParameters] PageContext context, long list, SitemapQuery query)
    {
        // Divided, not multiplied: any number may be asked for, and a product beyond the type's end would look small.
        if (list < 0 || list > (Math.Max(1, await query.LastRowAsync(context.Cancel)) - 1) / RowsPerList)
        {
            context.Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await WriteListAsync(context.Http, query, context.SiteUrl, list, context.Cancel);
    }

    public static IResult Robots([AsParameters] PageContext context) =>
        Results.Text($"User-agent: *\nDisallow: /api/\nSitemap: {context.SiteUrl}{SiteAddresses.Sitemap}\n", "text/plain; charset=utf-8");

    private static async Task WriteListAsync(HttpContext context, SitemapQuery query, string site, long list, CancellationToken cancel)
    {
        await using var xml = Open(context);
        await xml.WriteStartElementAsync(null, "urlset", Namespace);
        if (list == 0)
        {
            foreach (var path in InformationPages.All.Select(p => p.Path).Prepend(InformationAddresses.Rules)
                .Prepend(InformationAddresses.Ranking).Prepend(SearchAddresses.Results).Prepend(SiteAddresses.Home))
                await WriteEntryAsync(xml, "url", site + path, null);
        }
        await foreach (var (publicId, updated) in query.ActionsAsync(list * RowsPerList, (list + 1) * RowsPerList, cancel))
            await WriteEntryAsync(xml, "url", site + SearchAddresses.Action.Of(publicId), updated);
        await xml.WriteEndElementAsync();
    }

    private static XmlWriter Open(HttpContext context)
    {
        context.Response.ContentType = "application/xml; charset=utf-8";
        return XmlWriter.Create(context.Response.Body, new XmlWriterSettings { Async = true, CloseOutput = false });
    }

    private static async Task WriteEntryAsync(XmlWriter xml, string element, string address, DateTime? updated)
    {
        await xml.WriteStartElementAsync(null, element, Namespace);
        await xml.WriteElementStringAsync(null, "loc", Namespace, address);
        if (updated is { } day)
            await xml.WriteElementStringAsync(null, "lastmod", Namespace, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await xml.WriteEndElementAsync();
    }
}
