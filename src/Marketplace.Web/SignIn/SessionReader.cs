using System.Security.Claims;
using Marketplace.People.Accounts;
using Marketplace.Web.Access;

namespace Marketplace.Web.SignIn;

/// <summary>Reads who is signed in from the session's cookie; ask for nobody's files costs nothing.</summary>
public sealed class SessionReader(RequestDelegate next, Sessions sessions, SessionCookie cookie)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (cookie.Read(context) is { } token && context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<WithoutSession>() is null)
        {
            var person = await sessions.FindAsync(token, context.RequestAborted);
            if (person is null)
                cookie.Remove(context);
            else
            {
                context.SetPerson(person);
                // Form tokens are bound to this identity.
                context.User = new ClaimsPrincipal(
                    new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.SessionId.ToString())], "session"));
            }
        }
        await next(context);
    }
}
