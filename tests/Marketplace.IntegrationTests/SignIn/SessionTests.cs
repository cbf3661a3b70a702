using Dapper;
using Marketplace.IntegrationTests.SignIn.Provider;
using Marketplace.People.Accounts;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>The session that a sign-in opens.</summary>
public sealed class SessionTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    private const string Start = "/connexion/franceconnect";

    private readonly TestPerson person = application.FranceConnect.Person = People.Learner();

    [Fact]
    public async Task Cookie_IsOutOfReachOfScriptsAndOtherSites()
    {
        using var browser = await application.SignedInAsync("franceconnect", person);
        var attributes = Assert.Single(browser.CookiesSet, cookie => cookie.StartsWith("session=", StringComparison.Ordinal))
            .Split("; ")[1..];
        Assert.Equal(["httponly", "path=/", "samesite=lax"], attributes.Select(a => a.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(browser.CookiesSet, cookie => cookie.StartsWith(".AspNetCore.external", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Database_HoldsOnlyTheHashOfTheToken()
    {
        using var browser = await application.SignedInAsync("franceconnect", person);
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM session_key WHERE token_hash = @hash", new { hash = SecretToken.HashOf(browser.Session) }));
        Assert.Equal(0, await application.ReadAsync<long>(
            "SELECT count(*) FROM session_key s WHERE s::text LIKE '%' || @token || '%'", new { token = browser.Session }));
    }

    [Fact]
    public async Task PlantedCookie_IsNeverTheSessionAfterwards()
    {
        var planted = SecretToken.New();
        using var browser = application.Browse();
        browser.Plant(planted);
        await browser.OpenAsync(Start);
        Assert.NotNull(browser.Session);
        Assert.NotEqual(planted, browser.Session);
        using var attacker = application.Browse();
        attacker.Plant(planted);
        Assert.Equal("/connexion", (await attacker.OpenAsync("/mon-compte")).Path);
    }

    [Fact]
    public async Task SomebodyElsesPlantedSession_EndsWithTheSignIn()
    {
        using var attacker = await application.SignedInAsync("franceconnect", People.Learner());
        application.FranceConnect.Person = person;
        using var victim = application.Browse();
        victim.Plant(attacker.Session!);
        await victim.OpenAsync(Start);
        Assert.NotEqual(attacker.Session, victim.Session);
        Assert.Contains((string)person.Claims["family_name"], (await victim.OpenAsync("/mon-compte")).Name!, StringComparison.Ordinal);
        Assert.Equal("/connexion", (await attacker.OpenAsync("/mon-compte")).Path);
    }

    [Theory]
    [InlineData("last_seen_at = now() - interval '31 minutes'")]
    [InlineData("expires_at = now() - interval '1 second'")]
    [InlineData("ended_at = now()")]
    public async Task SessionThatIsOver_AsksToSignInAndTakesTheCookieBack(string change)
    {
        using var browser = await application.SignedInAsync("franceconnect", person);
        await ChangeAsync(browser, change);
        Assert.Equal("/connexion", (await browser.OpenAsync("/mon-compte")).Path);
        Assert.Null(browser.Session);
    }

    [Theory]
    [InlineData("last_seen_at = now() - interval '28 minutes'")]
    [InlineData("created_at = now() - interval '7 hours'")]
    public async Task SessionStillInItsTime_Serves(string change)
    {
        using var browser = await application.SignedInAsync("franceconnect", person);
        await ChangeAsync(browser, change);
        Assert.Equal("/mon-compte", (await browser.OpenAsync("/mon-compte")).Path);
    }

    [Fact]
    public async Task Request_RenewsTheIdleTimeButNotTheEnd()
    {
        using var browser = await application.SignedInAsync("franceconnect", person);
        var end = await EndAsync(browser);
        await ChangeAsync(browser, "last_seen_at = now() - interval '20 minutes'");
        await browser.OpenAsync("/mon-compte");
        Assert.True(await application.ReadAsync<bool>(
            "SELECT last_seen_at > now() - interval '5 minutes' FROM session_key WHERE token_hash = @hash",
            new { hash = SecretToken.HashOf(browser.Session) }));
        Assert.Equal(end, await EndAsync(browser));
        Assert.True(await application.ReadAsync<bool>(
            "SELECT expires_at = created_at + interval '8 hours' FROM session_key WHERE token_hash = @hash",
            new { hash = SecretToken.HashOf(browser.Session) }));
    }

    [Fact]
    public async Task OtherDevices_AreSignedOut_ThisOneStays()
    {
        using var telephone = await application.SignedInAsync("franceconnect", person);
        using var stranger = await application.SignedInAsync("franceconnect", People.Learner());
        using var here = await application.SignedInAsync("franceconnect", person);
        var page = await here.SubmitAsync(await here.OpenAsync("/mon-compte/securite"), "/mon-compte/securite/deconnecter");
        Assert.Contains("Vos autres appareils sont déconnectés.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/connexion", (await telephone.OpenAsync("/mon-compte")).Path);
        Assert.Equal("/mon-compte", (await here.OpenAsync("/mon-compte")).Path);
        Assert.Equal("/mon-compte", (await stranger.OpenAsync("/mon-compte")).Path);
    }

    private Task<DateTime> EndAsync(PlainBrowser browser) =>
        application.ReadAsync<DateTime>(
            "SELECT expires_at FROM session_key WHERE token_hash = @hash", new { hash = SecretToken.HashOf(browser.Session) });

    private async Task ChangeAsync(PlainBrowser browser, string change)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await connection.ExecuteAsync(
            $"UPDATE session_key SET {change} WHERE token_hash = @hash", new { hash = SecretToken.HashOf(browser.Session) }));
    }
}
