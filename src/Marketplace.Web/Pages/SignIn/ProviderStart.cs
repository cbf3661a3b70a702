using Marketplace.Web.FrontDoor;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>Sends the browser to an identity provider: a link, not a form, since our policy lets forms go nowhere else.</summary>
public static class ProviderStart
{
    public static IResult FranceConnect(HttpRequest request) => Challenge(request, OpenIdProviders.FranceConnect);

    public static IResult ProConnect(HttpRequest request) => Challenge(request, OpenIdProviders.ProConnect);

    private static IResult Challenge(HttpRequest request, string scheme) =>
        Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Checked(request.Query["retour"]) ?? "/" }, [scheme]);
}
