using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.ProviderSpace.Keys;
using Marketplace.Web.Access;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Provider;

/// <summary>
/// Reads which establishment asks from the key of <c>Authorization: Bearer</c>, on routes that take one, and counts its requests. What its
/// roles may do the gate decides as for anybody; here only the key's own limits are kept.
/// </summary>
public sealed class KeyReader(RequestDelegate next, ProviderKeys keys, KeyLimits limits, AccessLog log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesKey>() is not { } route)
        {
            await next(context);
            return;
        }
        if (await keys.FindAsync(BearerToken.Of(context.Request), context.RequestAborted) is not { } holder)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
            await ApiProblem.Of(StatusCodes.Status401Unauthorized, "Clé nécessaire",
                "Envoyez l’en-tête Authorization: Bearer avec une clé qui n’est ni révoquée ni expirée. Elle se crée dans l’espace de l’organisme, « Clés d’accès ».")
                .ExecuteAsync(context);
            return;
        }
        if (!limits.Admit(context, holder.KeyId))
        {
            await ApiProblem.Of(StatusCodes.Status429TooManyRequests, "Trop de demandes",
                "Cette clé a servi à beaucoup de demandes en peu de temps. Attendez le nombre de secondes de l’en-tête Retry-After.")
                .ExecuteAsync(context);
            return;
        }
        var person = ProviderCaller.AsPerson(holder);
        if (route.Scope is { } scope && !holder.Scopes.Contains(scope))
        {
            await RefuseAsync(context, person, holder, "key:scope", $"Cette adresse demande une clé avec la portée « {scope} ».");
            return;
        }
        if (holder.Sandbox && context.GetEndpoint()!.Metadata.GetMetadata<ServesSandbox>() is null)
        {
            await RefuseAsync(context, person, holder, "key:sandbox", "Cette adresse ne prend pas de clé du bac à sable.");
            return;
        }
        context.SetPerson(person);
        context.Features.Set(ProviderCaller.Of(holder));
        await next(context);
    }

    private async Task RefuseAsync(HttpContext context, Person person, KeyHolder holder, string why, string text)
    {
        await log.WriteAsync(person.As(Roles.Program, holder.OrganisationId),
            new AccessEntry(context.GetEndpoint()!.Metadata.GetRequiredMetadata<RequiredRight>().Action, AccessOperation.Refusal,
            Object: why),
            context.RequestAborted);
        await ApiProblem.Of(StatusCodes.Status403Forbidden, "Clé insuffisante", text).ExecuteAsync(context);
    }
}
