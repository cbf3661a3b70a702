using Microsoft.AspNetCore.Identity;

namespace Marketplace.Web.SignIn.Passkeys;

/// <summary>
/// From which page a passkey may have answered: one of the site itself, as the settings give its address. What a request
/// says of itself (Host, Origin) is the sender's to choose, and proves nothing.
/// </summary>
public static class PasskeyOrigin
{
    /// <param name="site">Address of the site; null only in Development, where a page of this machine may ask.</param>
    public static bool IsOurs(Uri? site, PasskeyOriginValidationContext context) =>
        !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (site is null ? origin.IsLoopback : (origin.Scheme, origin.IdnHost, origin.Port) == (site.Scheme, site.IdnHost, site.Port));
}
