namespace Marketplace.Web.FrontDoor;

/// <summary>Headers that tell browsers how little these pages need.</summary>
public static class SecurityHeaders
{
    /// <summary>Scripts, styles and fonts only from here and never inline; images may be the DSFR's data: icons.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private const string TwoYears = "max-age=63072000; includeSubDomains";

    /// <param name="payment">Another site where forms lead: the page of the payment provider; null: none.</param>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, Uri? payment)
    {
        var policy = payment is null ? ContentSecurityPolicy : $"{ContentSecurityPolicy} {payment.GetLeftPart(UriPartial.Authority)}";
        return app.Use((context, next) => WithHeaders(context, next, policy));
    }

    private static Task WithHeaders(HttpContext context, RequestDelegate next, string policy)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // Links by e-mail carry a key in their path: it never goes to another site, and origins only to our own pages.
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
            if (context.Request.IsHttps)
                headers.StrictTransportSecurity = TwoYears;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
