using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn.Provider;

public sealed class TestIdentityProviderTests : IAsyncLifetime
{
    private TestIdentityProvider provider = null!;
    private PlainClient client = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await TestIdentityProvider.StartAsync();
        provider.SigningAlgorithm = SigningAlgorithm.ES256;
        client = new(provider);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await provider.DisposeAsync();
    }

    [Theory]
    [InlineData(SigningAlgorithm.RS256)]
    [InlineData(SigningAlgorithm.ES256)]
    public async Task SignIn_PublishedKeys_VerifyBothTokens(SigningAlgorithm algorithm)
    {
        provider.SigningAlgorithm = algorithm;
        var (idToken, accessToken) = await client.SignInAsync();
        var identity = await client.CheckAsync(idToken);
        Assert.True(identity.IsValid, identity.Exception?.Message);
        Assert.Equal(algorithm.ToString(), new JsonWebToken(idToken).Alg);
        Assert.Equal(PlainClient.Nonce, identity.Claims["nonce"]);
        Assert.Equal("eidas2", identity.Claims["acr"]);

        var (mediaType, body) = await client.UserInfoAsync(accessToken);
        Assert.Equal("application/jwt", mediaType);
        var information = await client.CheckAsync(body);
        Assert.True(information.IsValid, information.Exception?.Message);
        Assert.Equal(identity.Claims["sub"], information.Claims["sub"]);
        Assert.Equal("Angela Claire Louise", information.Claims["given_name"]);
        Assert.Equal("1962-08-24", new JsonWebToken(body).GetPayloadValue<string>("birthdate"));
        Assert.DoesNotContain("email", information.Claims.Keys);
    }

    [Fact]
    public async Task Authorize_RemembersWhatWasAskedAndReturnsTheState()
    {
        var back = await client.AuthorizeAsync();
        Assert.Equal(PlainClient.State, back["state"]);
        Assert.Equal("eidas2", provider.LastAuthorization!.AcrValues);
        Assert.Contains("birthplace", provider.LastAuthorization.Scopes);
        Assert.Equal(1, provider.RequestsTo("/authorize"));
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("state")]
    [InlineData("code_challenge")]
    [InlineData("client_id")]
    [InlineData("scope")]
    public async Task Authorize_WithoutAParameter_IsRefused(string parameter)
    {
        var request = PlainClient.Request();
        request.Remove(parameter);
        using var answer = await client.GetAsync("/authorize", request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Authorize_AskFirst_ShowsAFormAndTakesTheDecision()
    {
        provider.AskFirst = true;
        using var page = await client.GetAsync("/authorize", PlainClient.Request());
        Assert.Contains("<button name=\"decision\" value=\"allow\">",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var allowed = await client.GetAsync("/authorize", new(PlainClient.Request()) { ["decision"] = "allow" });
        Assert.Contains("code", PlainClient.Returned(allowed, PlainClient.RedirectUri));
        using var denied = await client.GetAsync("/authorize", new(PlainClient.Request()) { ["decision"] = "deny" });
        Assert.Equal("access_denied", PlainClient.Returned(denied, PlainClient.RedirectUri)["error"]);
    }

    [Fact]
    public async Task Authorize_Deny_ReturnsTheErrorAndTheState()
    {
        provider.Deny = true;
        var back = await client.AuthorizeAsync();
        Assert.Equal("access_denied", back["error"]);
        Assert.Equal(PlainClient.State, back["state"]);
        Assert.DoesNotContain("code", back);
    }

    [Fact]
    public async Task Token_WrongVerifier_IsRefused()
    {
        var (status, body) = await client.RedeemAsync((await client.AuthorizeAsync())["code"], verifier: "somebody-elses-verifier");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_grant", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Token_WrongSecret_IsRefused()
    {
        var (status, body) = await client.RedeemAsync((await client.AuthorizeAsync())["code"], secret: "guessed");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("invalid_client", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Token_CodeUsedTwice_IsRefused()
    {
        var code = (await client.AuthorizeAsync())["code"];
        Assert.Equal(HttpStatusCode.OK, (await client.RedeemAsync(code)).Status);
        var (_, body) = await client.RedeemAsync(code);
        Assert.Equal("invalid_grant", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task UserInfo_UnknownAccessToken_TellsNothing() => Assert.Equal((null, ""), await client.UserInfoAsync("guessed"));

    [Fact]
    public async Task Logout_OwnIdToken_RedirectsWithTheState()
    {
        var (idToken, _) = await client.SignInAsync();
        var request = new Dictionary<string, string?> { ["id_token_hint"] = idToken, ["state"] = "bye",
            ["post_logout_redirect_uri"] = "http://client.example/left" };
        using var answer = await client.GetAsync("/logout", request);
        Assert.Equal("bye", PlainClient.Returned(answer, "http://client.example/left")["state"]);
        Assert.Equal(idToken, provider.LastLogout!.IdTokenHint);

        using var foreign = await client.GetAsync("/logout", new(request) { ["id_token_hint"] = "guessed" });
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
    }
}
