using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>What an ID token says, or says wrongly.</summary>
internal sealed class IdTokenClaims(TestIdentityProvider provider, TimeProvider time)
{
    public IReadOnlyDictionary<string, object> Of(Grant grant, string accessToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = provider.Issuer,
            ["sub"] = grant.Person.Subject,
            ["aud"] = provider.ClientId,
            ["iat"] = now,
            ["exp"] = now + 60,
            ["auth_time"] = grant.At.ToUnixTimeSeconds(),
            ["acr"] = provider.Acr ?? FirstAsked(grant.Request.AcrValues) ?? "eidas1",
            ["amr"] = provider.Amr,
            ["nonce"] = grant.Request.Nonce!,
            ["at_hash"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))[..16]),
        };
        Spoil(claims, now);
        return claims;
    }

    private void Spoil(Dictionary<string, object> claims, long now)
    {
        switch (provider.Misbehaviour)
        {
            case Misbehaviour.WrongNonce:
                claims["nonce"] = GrantBook.Random();
                break;
            case Misbehaviour.MissingNonce:
                claims.Remove("nonce");
                break;
            case Misbehaviour.Expired:
                claims["iat"] = now - 660;
                claims["exp"] = now - 600;
                break;
            case Misbehaviour.IssuedInFuture:
                claims["iat"] = claims["nbf"] = now + 3600;
                claims["exp"] = now + 3660;
                break;
            case Misbehaviour.WrongAudience:
                claims["aud"] = "another-client";
                break;
            case Misbehaviour.WrongIssuer:
                claims["iss"] = "https://another-provider.example";
                break;
            case Misbehaviour.WeakAssurance:
                claims["acr"] = "eidas1";
                break;
            case Misbehaviour.NoAssurance:
                claims.Remove("acr");
                break;
        }
    }

    private static string? FirstAsked(string? acrValues) => acrValues?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
}
