namespace Marketplace.Web.SignIn;

/// <summary>
/// The cookie that carries a session's token. Outside Development it is tied to this host and to https
/// (<c>__Host-</c>), so that no neighbour site can plant one.
/// </summary>
public sealed class SessionCookie(IHostEnvironment environment)
{
    public string Name { get; } = environment.IsDevelopment() ? "session" : "__Host-session";

    public string? Read(HttpContext context) => context.Request.Cookies[Name];

    public void Write(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, Options(context));

    public void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    /// <summary>Not strict: links in our e-mails lead into the account. Changes are protected by form tokens.</summary>
    private CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = !environment.IsDevelopment() || context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
