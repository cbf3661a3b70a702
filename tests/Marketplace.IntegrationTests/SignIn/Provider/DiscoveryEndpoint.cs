using Microsoft.AspNetCore.Http;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>What the provider publishes about itself.</summary>
internal sealed class DiscoveryEndpoint(TestIdentityProvider provider, KeyRing keys)
{
    public IResult Configuration()
    {
        var issuer = provider.Issuer;
        string[] algorithms = [provider.SigningAlgorithm.ToString()];
        return Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = issuer + "/authorize",
            ["token_endpoint"] = issuer + "/token",
            ["userinfo_endpoint"] = issuer + "/userinfo",
            ["end_session_endpoint"] = issuer + "/logout",
            ["jwks_uri"] = issuer + "/jwks",
            ["response_types_supported"] = new[] { "code" },
            ["response_modes_supported"] = new[] { "query" },
            ["grant_types_supported"] = new[] { "authorization_code" },
            ["subject_types_supported"] = new[] { "pairwise" },
            ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_post" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
            ["acr_values_supported"] = new[] { "eidas1", "eidas2", "eidas3" },
            ["scopes_supported"] = new[] { "openid", "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry",
                "email", "usual_name", "siret", "uid" },
            ["id_token_signing_alg_values_supported"] = algorithms,
            ["userinfo_signing_alg_values_supported"] = algorithms,
            ["id_token_encryption_alg_values_supported"] = new[] { "RSA-OAEP-256" },
            ["id_token_encryption_enc_values_supported"] = new[] { "A256GCM" },
            ["userinfo_encryption_alg_values_supported"] = new[] { "RSA-OAEP-256" },
            ["userinfo_encryption_enc_values_supported"] = new[] { "A256GCM" },
            ["authorization_response_iss_parameter_supported"] = true,
        });
    }

    public IResult Keys() => Results.Json(new { keys = keys.Published.Select(k => k.Published) });
}
