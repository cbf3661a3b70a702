using System.Net;
using Marketplace.IntegrationTests.Accounts;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Accounts;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>Forms sent by somebody else's page, and sessions planted by somebody else.</summary>
public sealed class ForgedFormTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string EndOthers = "/mon-compte/securite/deconnecter";

    [Fact]
    public async Task Form_WithoutToken_IsRefused()
    {
        using var victim = await Visitor.SignedInAsync(application, "holder");
        await RefusedAsync(victim.PostBareAsync(EndOthers));
    }

    [Fact]
    public async Task Form_WithAnotherPersonsToken_IsRefused()
    {
        using var victim = await Visitor.SignedInAsync(application, "holder");
        using var attacker = await Visitor.SignedInAsync(application, "operator-support");
        await RefusedAsync(victim.PostBareAsync(EndOthers, (Visitor.TokenField, await attacker.TokenAsync())));
    }

    [Fact]
    public async Task Form_WithAnotherPersonsTokenAndCookie_IsRefused()
    {
        // A neighbour site may plant cookies: the token is also tied to the session.
        using var victim = await Visitor.SignedInAsync(application, "holder");
        using var attacker = await Visitor.SignedInAsync(application, "operator-support");
        var token = await attacker.TokenAsync();
        victim.Plant("form", attacker.Cookie("form")!);
        await RefusedAsync(victim.PostBareAsync(EndOthers, (Visitor.TokenField, token)));
    }

    [Fact]
    public async Task Form_WithATokenFromBeforeTheSignIn_IsRefused()
    {
        using var victim = new Visitor(application);
        var token = await victim.TokenAsync();
        await victim.PostBareAsync("/dev/connexion", (Visitor.TokenField, token), ("person", "holder"));
        await RefusedAsync(victim.PostBareAsync(EndOthers, (Visitor.TokenField, token)));
    }

    [Fact]
    public async Task Form_TokenWithoutItsCookie_IsRefused()
    {
        using var victim = await Visitor.SignedInAsync(application, "holder");
        var token = await victim.TokenAsync();
        victim.Plant("form", "");
        await RefusedAsync(victim.PostBareAsync(EndOthers, (Visitor.TokenField, token)));
    }

    [Theory]
    [InlineData("https://mechant.example")]
    [InlineData("null")]
    public async Task Form_FromAnotherOriginWithTheVictimsCookies_IsRefused(string origin)
    {
        using var victim = await Visitor.SignedInAsync(application, "holder");
        await victim.TokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, EndOthers) { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Origin", origin);
        await RefusedAsync(victim.SendAsync(request));
    }

    [Fact]
    public async Task Form_TokenGivenTwice_IsRefused()
    {
        using var victim = await Visitor.SignedInAsync(application, "holder");
        var token = await victim.TokenAsync();
        await RefusedAsync(victim.PostBareAsync(EndOthers, (Visitor.TokenField, token), (Visitor.TokenField, token)));
    }

    [Fact]
    public async Task SignIn_WithTheAttackersToken_DoesNotSignTheVictimInAsThem()
    {
        var (attacker, attackersBrowser) = await LocalPerson.HolderAsync(application, "piege@exemple.fr");
        using var victim = new Visitor(application);
        await victim.TokenAsync();
        await RefusedAsync(victim.PostBareAsync(
            "/connexion/compte", (Visitor.TokenField, await attackersBrowser.TokenAsync()), ("email", attacker.Email),
            ("password", LocalPerson.Password)));
        Assert.Null(victim.Cookie("pending"));
    }

    [Fact]
    public async Task SignOut_FromAnotherSite_IsRefused()
    {
        using var victim = await Visitor.SignedInAsync(application, "holder");
        await RefusedAsync(victim.PostBareAsync("/deconnexion"));
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/mon-compte")).Status);
        // An image on another site can ask for an address, but not post.
        Assert.True((await victim.GetAsync("/deconnexion")).Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/mon-compte")).Status);
    }

    [Fact]
    public async Task Session_PlantedBeforeTheSignIn_IsNotTheVictimsAfterwards()
    {
        var planted = SecretToken.New();
        using var victim = new Visitor(application);
        victim.Plant("session", planted);
        await victim.PostAsync("/dev/connexion", ("person", "holder"));
        Assert.NotEqual(planted, victim.Cookie("session"));
        using var attacker = new Visitor(application);
        attacker.Plant("session", planted);
        Assert.StartsWith("/connexion?retour=", (await attacker.GetAsync("/mon-compte")).Location);
    }

    [Fact]
    public async Task Session_OfTheAttackerPlanted_EndsAtTheSignInAndNeverBecomesTheVictims()
    {
        using var attacker = await Visitor.SignedInAsync(application, "holder-declared");
        var planted = attacker.Cookie("session")!;
        using var victim = new Visitor(application);
        victim.Plant("session", planted);
        await victim.PostAsync("/dev/connexion", ("person", "holder"));
        Assert.NotEqual(planted, victim.Cookie("session"));
        Assert.StartsWith("/connexion?retour=", (await attacker.GetAsync("/mon-compte")).Location);
    }

    private static async Task RefusedAsync(Task<Answer> sent)
    {
        var answer = await sent;
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Formulaire expiré", answer.Text);
    }
}
