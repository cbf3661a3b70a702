using System.Net;
using System.Security.Claims;
using Marketplace.People.Federation;
using Marketplace.People.Holders;
using Marketplace.Platform.Time;
using Marketplace.Web.Site;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Web.SignIn;

/// <summary>
/// What we ask of the providers beyond the protocol, and what becomes of their answers. Every refusal is in the access log.
/// </summary>
public sealed class OpenIdEvents(ExternalAccounts accounts, SignInFlow flow, SignInRefusal refusal) : OpenIdConnectEvents
{
    /// <summary>Where the token waits among the properties of a request.</summary>
    internal const string IdToken = "id_token";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (context.Scheme.Name == OpenIdProviders.FranceConnect)
            context.ProtocolMessage.AcrValues = OpenIdProviders.SubstantialAssurance;
        return Task.CompletedTask;
    }

    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        context.ProtocolMessage.IdTokenHint = context.Properties.Items.TryGetValue(IdToken, out var hint) ? hint : null;
        return Task.CompletedTask;
    }

    public override Task TokenResponseReceived(TokenResponseReceivedContext context)
    {
        // Also what the provider wants to hear at sign-out: it cannot open what it encrypted for us.
        context.TokenEndpointResponse.IdToken = NestedToken.Open(
            context.TokenEndpointResponse.IdToken ?? "", context.Options.TokenValidationParameters.TokenDecryptionKeys ?? []);
        return Task.CompletedTask;
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        if (context.Scheme.Name == OpenIdProviders.FranceConnect
            && !OpenIdProviders.Sufficient.Contains(identity.FindFirst("acr")?.Value ?? ""))
            throw new SecurityTokenException("assurance");
        var subject = identity.FindFirst("sub")?.Value is { Length: > 0 and <= 255 } sub
            ? sub : throw new SecurityTokenException("subject");
        var about = await UserInfoReader.ReadAsync(
            context.Options, context.TokenEndpointResponse!.AccessToken, subject, context.HttpContext.RequestAborted);
        identity.AddClaims(about.Claims.Where(claim => !identity.HasClaim(known => known.Type == claim.Type)));
        context.Properties!.Items[IdToken] = context.TokenEndpointResponse.IdToken;
    }

    /// <summary>The person is known now: our own session takes over, no cookie of the handler is needed.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var claims = context.Principal!;
        var found = context.Scheme.Name == OpenIdProviders.FranceConnect
            ? await HolderAsync(context.HttpContext, claims)
            : await ProfessionalAsync(context.HttpContext, claims);
        if (found.Account is not { } account)
        {
            context.Response.Redirect(await refusal.LogAsync(context.HttpContext, context.Scheme.Name, found.Refusal!));
            return;
        }
        var hint = context.Properties!.Items.TryGetValue(IdToken, out var token) ? token : null;
        var home = await flow.CompleteAsync(context.HttpContext, account, context.Scheme.Name, hint);
        context.Response.Redirect(LocalPath.Checked(context.ReturnUri) is { } back and not SiteAddresses.Home ? back : home);
    }

    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        var failure = context.Failure?.InnerException ?? context.Failure;
        // The provider's words may name a person: only the kind of failure is kept.
        var why = failure switch
        {
            _ when context.Request.Query["error"] == "access_denied" => "cancelled",
            _ when IsUnavailable(context.Failure) => SignInRefusal.Unavailable,
            _ => failure?.GetType().Name ?? "unknown",
        };
        context.Response.Redirect(await refusal.LogAsync(context.HttpContext, context.Scheme.Name, why));
    }

    private async Task<ExternalAccount> HolderAsync(HttpContext context, ClaimsPrincipal claims)
    {
        // Birth dates are compared with the real day, like everything at sign-in.
        var today = TimeProvider.System.Today();
        var identity = PivotIdentity.FromClaims(
            claims.FindFirstValue("given_name"), claims.FindFirstValue("family_name"), claims.FindFirstValue("birthdate"),
            claims.FindFirstValue("gender"),
            claims.FindFirstValue("birthplace"), claims.FindFirstValue("birthcountry"), today, out _);
        return identity is null
            ? new ExternalAccount(null, "pivot")
            : await accounts.HolderAsync(
                OpenIdProviders.FranceConnect, claims.FindFirstValue("sub")!, identity, MailOf(claims), context.RequestAborted);
    }

    private async Task<ExternalAccount> ProfessionalAsync(HttpContext context, ClaimsPrincipal claims) =>
        MailOf(claims) is not { } email
            ? new ExternalAccount(null, "email")
            : await accounts.ProfessionalAsync(OpenIdProviders.ProConnect, claims.FindFirstValue("sub")!, email,
                Name(claims, "given_name"), Name(claims, "usual_name"), context.RequestAborted);

    /// <summary>No connection, no answer in time, or a server error: trying again later may help. Seldom the outermost failure.</summary>
    private static bool IsUnavailable(Exception? failure) =>
        failure is ProviderUnavailableException or OperationCanceledException
            or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError }
        || (failure?.InnerException is { } inner && IsUnavailable(inner));

    private static string? MailOf(ClaimsPrincipal claims) =>
        claims.FindFirstValue("email") is { Length: <= 254 } email && Forms.MailAddress.IsValid(email) ? email : null;

    private static string Name(ClaimsPrincipal claims, string type)
    {
        var name = new string([.. (claims.FindFirstValue(type) ?? "").Where(c => !char.IsControl(c))]).Trim();
        return name.Length > 100 ? name[..100] : name;
    }
}
