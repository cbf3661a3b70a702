using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>A client of the provider written without any OpenID Connect library: each step by itself.</summary>
internal sealed class PlainClient(TestIdentityProvider provider) : IDisposable
{
    public const string RedirectUri = "http://client.example/back";
    public const string State = "the-state";
    public const string Nonce = "the-nonce";
    public const string Verifier = "a-verifier-that-is-long-enough-for-the-standard";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(provider.Issuer) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    public static Dictionary<string, string?> Request() => new()
    {
        ["client_id"] = "marketplace",
        ["response_type"] = "code",
        ["redirect_uri"] = RedirectUri,
        ["scope"] = "openid given_name family_name birthdate gender birthplace birthcountry",
        ["state"] = State,
        ["nonce"] = Nonce,
        ["acr_values"] = "eidas2",
        ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    };

    /// <summary>An answer as it comes, redirects not followed.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, Dictionary<string, string?> query) =>
        http.GetAsync(QueryHelpers.AddQueryString(path, query), Cancel);

    /// <summary>What comes back in the address of the client.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AuthorizeAsync()
    {
        using var answer = await GetAsync("/authorize", Request());
        return Returned(answer, RedirectUri);
    }

    /// <summary>What a redirect to an address carries.</summary>
    public static IReadOnlyDictionary<string, string> Returned(HttpResponseMessage answer, string address)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(address, answer.Headers.Location!.GetLeftPart(UriPartial.Path));
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query).ToDictionary(v => v.Key, v => v.Value.ToString());
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> RedeemAsync(
        string code, string verifier = Verifier, string secret = "marketplace-secret")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "marketplace",
            ["client_secret"] = secret,
            ["redirect_uri"] = RedirectUri,
            ["code"] = code,
            ["code_verifier"] = verifier,
        });
        using var answer = await http.PostAsync("/token", form, Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    /// <summary>Signs in and redeems the code.</summary>
    public async Task<(string IdToken, string AccessToken)> SignInAsync()
    {
        var (status, body) = await RedeemAsync((await AuthorizeAsync())["code"]);
        Assert.Equal(HttpStatusCode.OK, status);
        return (body.GetProperty("id_token").GetString()!, body.GetProperty("access_token").GetString()!);
    }

    public async Task<(string? MediaType, string Body)> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/userinfo") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        using var answer = await http.SendAsync(request, Cancel);
        return (answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(Cancel));
    }

    public async Task<JsonWebKeySet> KeysAsync() => new(await http.GetStringAsync("/jwks", Cancel));

    /// <summary>Whether a token is good by the published keys, for this client, now.</summary>
    public async Task<TokenValidationResult> CheckAsync(string token) =>
        await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
    {
        IssuerSigningKeys = (await KeysAsync()).GetSigningKeys(),
        ValidIssuer = provider.Issuer,
        ValidAudience = "marketplace",
        ClockSkew = TimeSpan.FromMinutes(1),
    });
}
