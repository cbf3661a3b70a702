using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>The test provider's keys and its ways to be wrong: each is wrong in the one thing it says.</summary>
public sealed class MisbehaviourTests : IAsyncLifetime
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
    [InlineData(Misbehaviour.Expired, "IDX10223")]
    [InlineData(Misbehaviour.IssuedInFuture, "IDX10222")]
    [InlineData(Misbehaviour.WrongAudience, "IDX10214")]
    [InlineData(Misbehaviour.WrongIssuer, "IDX10205")]
    [InlineData(Misbehaviour.AlgorithmNone, "IDX10504")]
    [InlineData(Misbehaviour.UnknownKey, "IDX10503")]
    [InlineData(Misbehaviour.WrongSignature, "IDX10511")]
    [InlineData(Misbehaviour.HmacWithPublicKey, "IDX10511")]
    public async Task IdToken_Misbehaviour_FailsForItsReason(Misbehaviour misbehaviour, string reason)
    {
        provider.Misbehaviour = misbehaviour;
        var result = await client.CheckAsync((await client.SignInAsync()).IdToken);
        Assert.False(result.IsValid);
        Assert.StartsWith(reason, result.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Misbehaviour.WrongNonce, false, "eidas2")]
    [InlineData(Misbehaviour.MissingNonce, false, "eidas2")]
    [InlineData(Misbehaviour.WeakAssurance, true, "eidas1")]
    [InlineData(Misbehaviour.NoAssurance, true, null)]
    public async Task IdToken_WrongInWhatOnlyTheClientKnows_IsWellSigned(Misbehaviour misbehaviour, bool nonceFits, string? assurance)
    {
        provider.Misbehaviour = misbehaviour;
        var result = await client.CheckAsync((await client.SignInAsync()).IdToken);
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(nonceFits, result.Claims.TryGetValue("nonce", out var nonce) && nonce.Equals(PlainClient.Nonce));
        Assert.Equal(assurance, result.Claims.TryGetValue("acr", out var acr) ? acr : null);
    }

    [Fact]
    public async Task UserInfo_Misbehaviours_AreWhatTheySay()
    {
        Assert.False((await client.CheckAsync((await UserInfoAsync(Misbehaviour.UserInfoForged)).Body)).IsValid);
        Assert.False((await client.CheckAsync((await UserInfoAsync(Misbehaviour.UserInfoWrongAudience)).Body)).IsValid);
        Assert.Equal(provider.OtherPerson.Subject, new JsonWebToken((await UserInfoAsync(Misbehaviour.UserInfoOtherSubject)).Body).Subject);
        Assert.False(new JsonWebToken((await UserInfoAsync(Misbehaviour.MissingPivot)).Body)
            .TryGetPayloadValue<string>("birthdate", out _));
        Assert.Equal("1962-00-00",
            new JsonWebToken((await UserInfoAsync(Misbehaviour.PartialBirthDate)).Body).GetPayloadValue<string>("birthdate"));
        Assert.Equal("<script>alert(1)</script>",
            new JsonWebToken((await UserInfoAsync(Misbehaviour.HtmlInNames)).Body).GetPayloadValue<string>("given_name"));
        var (mediaType, body) = await UserInfoAsync(Misbehaviour.UserInfoUnsigned);
        Assert.Equal("application/json", mediaType);
        Assert.Equal("DUBOIS", JsonDocument.Parse(body).RootElement.GetProperty("family_name").GetString());
    }

    [Fact]
    public async Task Authorize_Misbehaviours_AreWhatTheySay()
    {
        provider.Misbehaviour = Misbehaviour.WrongState;
        Assert.NotEqual(PlainClient.State, (await client.AuthorizeAsync())["state"]);

        await client.SignInAsync();
        provider.Misbehaviour = Misbehaviour.ReplayedCode;
        Assert.Equal(HttpStatusCode.BadRequest, (await client.RedeemAsync((await client.AuthorizeAsync())["code"])).Status);

        provider.Misbehaviour = Misbehaviour.OtherPersonsCode;
        Assert.Equal(HttpStatusCode.BadRequest, (await client.RedeemAsync((await client.AuthorizeAsync())["code"])).Status);
        provider.ChecksPkce = false;
        var stolen = new JsonWebToken((await client.SignInAsync()).IdToken);
        Assert.Equal(provider.OtherPerson.Subject, stolen.Subject);
        Assert.NotEqual(PlainClient.Nonce, stolen.GetPayloadValue<string>("nonce"));
    }

    [Fact]
    public async Task Encryption_ClientsKey_OpensBothTokens()
    {
        using var key = RSA.Create(2048);
        provider.EncryptionKey = key;
        provider.EncryptionKeyId = "client-key";
        var (idToken, accessToken) = await client.SignInAsync();
        Assert.Equal("client-key", new JsonWebToken(idToken).Kid);
        Assert.True((await client.CheckAsync(NestedToken.Decrypt(idToken, key))).IsValid);
        Assert.True((await client.CheckAsync(NestedToken.Decrypt((await client.UserInfoAsync(accessToken)).Body, key))).IsValid);
        using var other = RSA.Create(2048);
        Assert.ThrowsAny<CryptographicException>(() => NestedToken.Decrypt(idToken, other));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task RotateKey_ChangesTheKid_OldTokensGoodOnlyWhileTheOldKeyIsPublished(bool keepOld, int published)
    {
        var before = (await client.SignInAsync()).IdToken;
        provider.RotateKey(keepOld);
        var after = (await client.SignInAsync()).IdToken;
        Assert.NotEqual(new JsonWebToken(before).Kid, new JsonWebToken(after).Kid);
        Assert.Equal(provider.KeyId, new JsonWebToken(after).Kid);
        Assert.Equal(published, (await client.KeysAsync()).Keys.Count);
        Assert.True((await client.CheckAsync(after)).IsValid);
        Assert.Equal(keepOld, (await client.CheckAsync(before)).IsValid);
    }

    [Fact]
    public async Task TokenEndpointSlow_ClientGivesUp_ProviderStillStopsAtOnce()
    {
        provider.Misbehaviour = Misbehaviour.TokenEndpointSlow;
        var waiting = client.RedeemAsync((await client.AuthorizeAsync())["code"]);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        client.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
    }

    private async Task<(string? MediaType, string Body)> UserInfoAsync(Misbehaviour misbehaviour)
    {
        provider.Misbehaviour = misbehaviour;
        return await client.UserInfoAsync((await client.SignInAsync()).AccessToken);
    }
}
