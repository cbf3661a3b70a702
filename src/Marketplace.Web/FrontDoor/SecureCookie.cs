namespace Marketplace.Web.FrontDoor;

/// <summary>
/// A cookie for https only, whatever the request came by. The framework's own policy for this makes every page with a form
/// fail when it is asked for over http (a proxy that is not in <c>Proxy__Known</c>, a first trial on localhost); this way
/// the page shows, and browsers keep the cookie where the connection is safe.
/// </summary>
internal sealed class SecureCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
