using System.Globalization;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Layout;

/// <summary><c>/.well-known/security.txt</c> (RFC 9116): where to report a weakness.</summary>
public static class SecurityText
{
    public static IResult Show(HttpRequest request, IOptions<OperatorSettings> settings, PageRenderer renderer)
    {
        var contact = (settings.Value.SecurityEmail ?? settings.Value.Email) is { } email
            ? $"mailto:{email}" : renderer.SiteUrl(request) + InformationAddresses.Help;
        // Real time: a moved clock must not make the file look out of date.
        var expires = DateTime.UtcNow.Date.AddDays(180).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Results.Text($"""
            Contact: {contact}
            Expires: {expires}
            Preferred-Languages: fr, en
            Canonical: {renderer.SiteUrl(request)}{SiteAddresses.SecurityText}

            """.ReplaceLineEndings("\n"), "text/plain; charset=utf-8");
    }
}
