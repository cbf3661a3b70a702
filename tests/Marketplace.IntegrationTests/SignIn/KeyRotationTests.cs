using Marketplace.IntegrationTests.SignIn.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>A provider changes its keys while the site runs.</summary>
public sealed class KeyRotationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NewKey_NextSignIn_SucceedsAtOnce(bool keepOld)
    {
        await using var application = await SignInApplication.StartAsync();
        (await application.SignedInAsync("franceconnect", People.Learner())).Dispose();
        application.FranceConnect.RotateKey(keepOld);
        (await application.SignedInAsync("franceconnect", People.Learner())).Dispose();
        Assert.Equal(2, application.FranceConnect.RequestsTo("/jwks"));
    }

    [Theory]
    [InlineData(Misbehaviour.UnknownKey)]
    [InlineData(Misbehaviour.UserInfoForged)]
    public async Task ForgedTokens_Twenty_DoNotCauseTwentyFetchesOfTheKeys(Misbehaviour forgery)
    {
        await using var application = await SignInApplication.StartAsync();
        (await application.SignedInAsync("franceconnect", People.Learner())).Dispose();
        Assert.Equal(1, application.FranceConnect.RequestsTo("/jwks"));
        application.FranceConnect.Misbehaviour = forgery;
        using var browser = application.Browse();
        for (var i = 0; i < 20; i++)
            Assert.Equal("/connexion/refus", (await browser.OpenAsync("/connexion/franceconnect")).Path);
        // On a machine so slow that twenty sign-ins take longer than the bound, each half minute may add one.
        Assert.InRange(application.FranceConnect.RequestsTo("/jwks"), 2, 5);
        application.FranceConnect.Misbehaviour = Misbehaviour.None;
        Assert.Equal("/mon-compte", (await browser.OpenAsync("/connexion/franceconnect")).Path);
    }
}
