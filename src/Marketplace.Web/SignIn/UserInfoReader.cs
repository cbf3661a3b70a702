using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Web.SignIn;

/// <summary>
/// Fetches what a provider says of a person: a signed, possibly encrypted JWT about the subject of the ID token.
/// Anything else is refused.
/// </summary>
public static class UserInfoReader
{
    private const int MaxLength = 64 * 1024;

    /// <exception cref="SecurityTokenException">Unsigned, forged, for somebody else or about somebody else.</exception>
    /// <exception cref="HttpRequestException">The provider did not answer as it should.</exception>
    public static async Task<ClaimsIdentity> ReadAsync(
        OpenIdConnectOptions options, string accessToken, string subject, CancellationToken cancel)
    {
        var provider = await options.ConfigurationManager!.GetConfigurationAsync(cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, provider.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await options.Backchannel.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
        if (response.Content.Headers.ContentLength > MaxLength)
            throw new SecurityTokenException("The provider's answer about the person is too long.");
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (response.Content.Headers.ContentType?.MediaType != "application/jwt")
            throw new SecurityTokenException("The provider's answer about the person is not signed.");
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(
            NestedToken.Open(text, options.TokenValidationParameters.TokenDecryptionKeys ?? []), Parameters(options));
        if (!result.IsValid)
            throw result.Exception;
        if (result.ClaimsIdentity.FindFirst("sub")?.Value != subject)
            throw new SecurityTokenException("The provider's answer is about somebody else.");
        return result.ClaimsIdentity;
    }

    private static TokenValidationParameters Parameters(OpenIdConnectOptions options)
    {
        var parameters = options.TokenValidationParameters.Clone();
        parameters.ValidAudience = options.ClientId;
        // Issuer and keys, fetched anew when this answer is signed by a key that was not known yet.
        parameters.ConfigurationManager = (BaseConfigurationManager)options.ConfigurationManager!;
        // The answer to a request of this moment: providers give it no term.
        parameters.RequireExpirationTime = false;
        return parameters;
    }
}
