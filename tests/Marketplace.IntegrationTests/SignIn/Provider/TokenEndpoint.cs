using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Where the client's server trades a code for tokens.</summary>
internal sealed class TokenEndpoint(TestIdentityProvider provider, GrantBook grants, IdTokenClaims claims, TokenSigner signer)
{
    public async Task<IResult> AnswerAsync(HttpRequest http, CancellationToken stopping)
    {
        if (provider.Misbehaviour == Misbehaviour.TokenEndpointError)
            return Results.Text("Internal Server Error", statusCode: StatusCodes.Status500InternalServerError);
        if (provider.Misbehaviour == Misbehaviour.TokenEndpointSlow && !await WaitedAsync(http.HttpContext.RequestAborted, stopping))
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (!http.HasFormContentType)
            return Refuse("invalid_request", "A form is expected");

        var form = await http.ReadFormAsync();
        if (form["client_id"] != provider.ClientId || form["client_secret"] != provider.ClientSecret)
            return Refuse("invalid_client", "client_secret_post failed", StatusCodes.Status401Unauthorized);
        if (form["grant_type"] != "authorization_code")
            return Refuse("unsupported_grant_type", "Only authorization_code");
        if (grants.Redeem(form["code"].ToString()) is not { } grant)
            return Refuse("invalid_grant", "The code is unknown, spent or late");
        if (form["redirect_uri"] != grant.Request.RedirectUri)
            return Refuse("invalid_grant", "redirect_uri is another");
        if (provider.ChecksPkce && Challenge(form["code_verifier"].ToString()) != grant.Request.CodeChallenge)
            return Refuse("invalid_grant", "code_verifier does not fit");

        return Tokens(grant, http.HttpContext.Response);
    }

    private IResult Tokens(Grant grant, HttpResponse response)
    {
        var access = grants.OpenAccess(grant);
        var idToken = signer.Sign(claims.Of(grant, access), provider.Misbehaviour);
        grants.Remember(idToken);
        response.Headers.CacheControl = "no-store";
        return Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = access,
            ["token_type"] = "Bearer",
            ["expires_in"] = 60,
            ["id_token"] = signer.Seal(idToken),
        });
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static IResult Refuse(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new { error, error_description = description }, statusCode: status);

    private static async Task<bool> WaitedAsync(CancellationToken aborted, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        await Task.Delay(TimeSpan.FromSeconds(30), either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !either.IsCancellationRequested;
    }
}
