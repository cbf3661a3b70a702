using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/cles.json</c>: the public keys that an identity provider encrypts for us with (JWKS).</summary>
public static class ProviderKeys
{
    public static async Task<IResult> Show(IAuthenticationSchemeProvider schemes, IOptionsMonitor<OpenIdConnectOptions> options)
    {
        var keys = new List<object>();
        foreach (var name in new[] { OpenIdProviders.FranceConnect, OpenIdProviders.ProConnect })
        {
            if (await schemes.GetSchemeAsync(name) is null)
                continue;
            foreach (var key in (options.Get(name).TokenValidationParameters.TokenDecryptionKeys ?? []).OfType<RsaSecurityKey>())
            {
                var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
                keys.Add(new { kty = "RSA", use = "enc", alg = "RSA-OAEP-256", kid = key.KeyId,
                    n = Base64UrlEncoder.Encode(numbers.Modulus), e = Base64UrlEncoder.Encode(numbers.Exponent) });
            }
        }
        return Results.Json(new { keys });
    }
}
