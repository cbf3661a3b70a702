using Microsoft.AspNetCore.Http;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Where the client's server learns who signed in: a signed token, encrypted too when the client registered a key.</summary>
internal sealed class UserInfoEndpoint(TestIdentityProvider provider, GrantBook grants, TokenSigner signer, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    public IResult Answer(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal)
            || grants.FindAccess(authorization[Scheme.Length..]) is not { } grant)
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        var claims = Claims(grant);
        if (provider.Misbehaviour == Misbehaviour.UserInfoUnsigned)
            return Results.Json(claims);
        // The ID token has its own ways to be badly signed; a test of one must not trip over the other.
        var misbehaviour = provider.Misbehaviour == Misbehaviour.UserInfoForged ? Misbehaviour.UserInfoForged : Misbehaviour.None;
        return Results.Text(signer.Seal(signer.Sign(claims, misbehaviour)), "application/jwt");
    }

    private Dictionary<string, object> Claims(Grant grant)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = grant.Person.Claims.Where(c => grant.Request.Scopes.Contains(Scope(c.Key))).ToDictionary();
        claims["iss"] = provider.Issuer;
        claims["aud"] = provider.ClientId;
        claims["sub"] = grant.Person.Subject;
        claims["iat"] = now;
        claims["exp"] = now + 60;
        Spoil(claims);
        return claims;
    }

    private void Spoil(Dictionary<string, object> claims)
    {
        switch (provider.Misbehaviour)
        {
            case Misbehaviour.UserInfoOtherSubject:
                claims["sub"] = provider.OtherPerson.Subject;
                break;
            case Misbehaviour.UserInfoWrongAudience:
                claims["aud"] = "another-client";
                break;
            case Misbehaviour.MissingPivot:
                claims.Remove("birthdate");
                break;
            case Misbehaviour.PartialBirthDate:
                claims["birthdate"] = "1962-00-00";
                break;
            case Misbehaviour.HtmlInNames:
                claims["given_name"] = "<script>alert(1)</script>";
                claims[claims.ContainsKey("usual_name") ? "usual_name" : "family_name"] = "{{x}}";
                break;
        }
    }

    // Scopes carry the names of their claims at both providers; only this one comes along with another.
    private static string Scope(string claim) => claim == "email_verified" ? "email" : claim;
}
