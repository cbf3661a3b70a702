using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Tokens;
using Marketplace.Web.Access;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Tokens;

/// <summary>
/// Reads who asks from the token of <c>Authorization: Bearer</c>, on routes that take one. What they may do there the gate decides as for
/// anybody; here only the token's own limits are kept: it is its holder's with nothing but their account, and reads or acts.
/// </summary>
public sealed class TokenReader(RequestDelegate next, AccessTokens tokens, AccessLog log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesToken>() is not { } route)
        {
            await next(context);
            return;
        }
        if (await tokens.FindAsync(BearerToken.Of(context.Request), context.RequestAborted) is not { } found)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
            await ApiProblem.Of(StatusCodes.Status401Unauthorized, "Jeton nécessaire",
                "Envoyez l’en-tête Authorization: Bearer avec un jeton qui n’est ni révoqué ni expiré. Il se crée dans « Mon compte », « Jetons d’accès ».")
                .ExecuteAsync(context);
            return;
        }
        if (route.Scope == TokenScopes.Act && found.Scope != TokenScopes.Act)
        {
            await log.WriteAsync(found.Person.As(Roles.SignedIn),
                new AccessEntry(Rights.BookingsMineAct, AccessOperation.Refusal, found.Person.AccountId, "token:scope"),
                context.RequestAborted);
            await ApiProblem.Of(StatusCodes.Status403Forbidden, "Jeton limité à la lecture",
                "Ce jeton permet de lire vos dossiers, pas d’agir. Créez un jeton qui le permet.").ExecuteAsync(context);
            return;
        }
        context.SetPerson(found.Person);
        await next(context);
    }
}
