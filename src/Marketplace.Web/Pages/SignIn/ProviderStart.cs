using Marketplace.Web.SignIn;
using Marketplace.Web.Site;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>Sends the browser to an identity provider: a link, not a form, since our policy lets forms go nowhere else.</summary>
public static class ProviderStart
{
    public static Task<IResult> FranceConnectAsync(
        HttpRequest request, ProviderAvailability providers, SignInRefusal refusal, CancellationToken cancel) =>
        ChallengeAsync(request, OpenIdProviders.FranceConnect, providers, refusal, cancel);

    public static Task<IResult> ProConnectAsync(
        HttpRequest request, ProviderAvailability providers, SignInRefusal refusal, CancellationToken cancel) =>
        ChallengeAsync(request, OpenIdProviders.ProConnect, providers, refusal, cancel);

    private static async Task<IResult> ChallengeAsync(
        HttpRequest request, string scheme, ProviderAvailability providers, SignInRefusal refusal, CancellationToken cancel) =>
        await providers.IsKnownAsync(scheme, cancel)
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Checked(request.Query["retour"])
                ?? SiteAddresses.Home }, [scheme])
            : Results.Redirect(await refusal.LogAsync(request.HttpContext, scheme, SignInRefusal.Unavailable));
}
