using System.Security.Cryptography;
using Marketplace.IntegrationTests.SignIn.Provider;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>Signed tokens inside encrypted ones, as FranceConnect+ sends them.</summary>
public sealed class EncryptedTokenTests
{
    [Theory]
    [InlineData(SigningAlgorithm.RS256)]
    [InlineData(SigningAlgorithm.ES256)]
    public async Task FranceConnect_TokensEncryptedForThePublishedKey_AreOpened(SigningAlgorithm algorithm)
    {
        await using var application = await SignInApplication.StartAsync();
        application.FranceConnect.SigningAlgorithm = algorithm;
        application.FranceConnect.EncryptFor(await PublishedKeyAsync(application));
        using var browser = await application.SignedInAsync("franceconnect", People.Learner());
        Assert.Equal("/mon-compte", (await browser.OpenAsync("/mon-compte")).Path);

        // The provider takes back only what it signed: the hint must not be the encrypted form.
        var leaving = await browser.SubmitAsync(await browser.OpenAsync("/mon-compte"), "/deconnexion");
        Assert.Equal("0; url=/deconnexion/fournisseur", leaving.Refresh);
        Assert.Equal("/deconnexion/faite", (await browser.OpenAsync("/deconnexion/fournisseur")).Path);
        Assert.NotNull(application.FranceConnect.LastLogout);
    }

    [Fact]
    public async Task FranceConnect_TokensEncryptedForAnotherKey_AreRefusedAndLogged()
    {
        await using var application = await SignInApplication.StartAsync();
        using var other = RSA.Create(2048);
        application.FranceConnect.EncryptionKey = other;
        application.FranceConnect.EncryptionKeyId = (await PublishedKeyAsync(application)).Kid;
        using var browser = application.Browse();
        Assert.Equal("/connexion/refus", (await browser.OpenAsync("/connexion/franceconnect")).Path);
        Assert.Equal("/connexion", (await browser.OpenAsync("/mon-compte")).Path);
        Assert.Equal(1, await application.RefusalsAsync("franceconnect", nameof(SecurityTokenDecryptionFailedException)));
    }

    [Fact]
    public async Task PublishedKeys_TellNothingPrivate()
    {
        await using var application = await SignInApplication.StartAsync();
        var key = await PublishedKeyAsync(application);
        Assert.Equal(("RSA", "enc", "RSA-OAEP-256"), (key.Kty, key.Use, key.Alg));
        Assert.False(key.HasPrivateKey);
    }

    private static async Task<JsonWebKey> PublishedKeyAsync(SignInApplication application)
    {
        using var browser = application.Browse();
        return Assert.Single(new JsonWebKeySet((await browser.OpenAsync("/connexion/cles.json")).Text).Keys);
    }
}
