using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>
/// Signing out: here first, then at the identity provider. The way there is a page that leads on, because a form of
/// ours may not end on another site.
/// </summary>
public static class SignOutPages
{
    public static async Task<IResult> PostAsync([AsParameters] PageContext context, SignInFlow flow, PendingSignIn pending)
    {
        var (method, hint) = await flow.EndAsync(context.Http);
        // Whoever presses « back » on a shared computer must not see the account.
        context.Http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        if (hint is null || method is not (OpenIdProviders.FranceConnect or OpenIdProviders.ProConnect))
            return Results.Redirect(SignInAddresses.SignedOut);
        pending.Write(context.Http, new PendingState(null, method, hint));
        context.Http.Features.Set(new Access.SignedOut());
        context.Http.Response.Headers["Refresh"] = "0; url=/deconnexion/fournisseur";
        return context.Private("sign-in/signing-out", new { }, "Déconnexion");
    }

    public static async Task<IResult> ProviderAsync(
        HttpContext context, PendingSignIn pending, ProviderAvailability providers, CancellationToken cancel)
    {
        if (pending.Read(context) is not { Return: OpenIdProviders.FranceConnect or OpenIdProviders.ProConnect, Challenge: { } hint } state)
            return Results.Redirect(SignInAddresses.SignedOut);
        pending.Remove(context);
        // The session here is over already; a provider that is down keeps its own until it expires.
        if (!await providers.IsKnownAsync(state.Return, cancel))
            return Results.Redirect(SignInAddresses.SignedOut);
        var properties = new AuthenticationProperties { RedirectUri = SignInAddresses.SignedOut };
        properties.Items[OpenIdEvents.IdToken] = hint;
        return Results.SignOut(properties, [state.Return]);
    }

    public static IResult Done([AsParameters] PageContext context) =>
        context.Private("sign-in/signed-out", new { }, "Vous êtes déconnecté");
}
