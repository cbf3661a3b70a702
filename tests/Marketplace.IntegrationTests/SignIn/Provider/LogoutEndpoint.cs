using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Where the browser leaves the provider's session at the client's request.</summary>
internal sealed class LogoutEndpoint(TestIdentityProvider provider, GrantBook grants)
{
    public async Task<IResult> AnswerAsync(HttpRequest http)
    {
        var parameters = await AuthorizationRequest.ReadAsync(http);
        // The signed token: encrypted for the client, the provider itself could not read what it issued.
        if (parameters["id_token_hint"] is not { } hint || !grants.Remembers(hint))
            return Results.Text("id_token_hint is not a signed ID token of this provider", statusCode: StatusCodes.Status400BadRequest);

        var request = new LogoutRequest(hint, parameters.State, parameters["post_logout_redirect_uri"]);
        provider.LastLogout = request;
        if (request.PostLogoutRedirectUri is not { } address)
            return Results.Text("Signed out");
        return Results.Redirect(request.State is { } state ? QueryHelpers.AddQueryString(address, "state", state) : address);
    }
}
