using System.Net;
using Marketplace.IntegrationTests.FrontDoor;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>Answers of a passkey, sent as no browser would.</summary>
public sealed class PasskeyAnswerTests(SiteApplication application) : IClassFixture<SiteApplication>
{
    private const string Options = "/connexion/cle/options";
    private const string Page = "/connexion/cle";
    private const string Pending = "pending";

    [Fact]
    public async Task SamePendingChallengeAndAnswer_SentTwice_SignInOnce()
    {
        using var key = await KeyAsync("rejoue@exemple.fr");
        using var browser = new Visitor(application);
        var answer = key.Answer((await browser.PostAsync(Options)).Html, MarketplaceApplication.SiteAddress);
        var pending = browser.Cookie(Pending)!;
        Assert.Equal("/mon-compte", (await browser.PostAsync(Page, ("credential", answer))).Location);

        using var thief = new Visitor(application);
        thief.Plant(Pending, pending);
        Assert.Equal("/connexion/refus", (await thief.PostAsync(Page, ("credential", answer))).Location);
        Assert.NotEqual(HttpStatusCode.OK, (await thief.GetAsync("/mon-compte")).Status);
        Assert.Equal(1, await SessionsAsync(key));
    }

    [Fact]
    public async Task SameChallenge_AnsweredManyTimesAtOnce_SignsInOnce()
    {
        using var key = await KeyAsync("ensemble@exemple.fr");
        using var browser = new Visitor(application);
        var answer = key.Answer((await browser.PostAsync(Options)).Html, MarketplaceApplication.SiteAddress);
        var pending = browser.Cookie(Pending)!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var one = new Visitor(application);
            one.Plant(Pending, pending);
            return (await one.PostAsync(Page, ("credential", answer))).Location;
        }));
        Assert.Equal(["/connexion/refus", "/connexion/refus", "/connexion/refus", "/connexion/refus", "/mon-compte"],
            answers.Order(StringComparer.Ordinal));
        Assert.Equal(1, await SessionsAsync(key));
    }

    [Fact]
    public async Task AnswerForAnotherSite_WhoseOwnNameTheRequestGives_IsRefused()
    {
        using var key = await KeyAsync("ailleurs@exemple.fr");
        Assert.Equal("/connexion/refus", await SignInAsync(key, "https://mechant.example", "https://mechant.example", "mechant.example"));
        Assert.Equal("/connexion/refus", await SignInAsync(key, "http://formation.example", "http://formation.example"));
        Assert.Equal("/connexion/refus", await SignInAsync(key, "https://formation.example:8443", "https://formation.example:8443"));
        Assert.Equal("/connexion/refus",
            await SignInAsync(key, MarketplaceApplication.SiteAddress, MarketplaceApplication.SiteAddress, crossOrigin: true));
        Assert.Equal(0, await SessionsAsync(key));
    }

    [Fact]
    public async Task AnswerForTheSite_BehindAnotherHost_IsTaken()
    {
        using var key = await KeyAsync("ici@exemple.fr");
        Assert.Equal("/mon-compte", await SignInAsync(key, MarketplaceApplication.SiteAddress, null, "interne:5080"));
    }

    private async Task<SoftwareKey> KeyAsync(string email)
    {
        var (id, browser) = await application.HolderAsync(email);
        browser.Dispose();
        await application.ExecuteAsync("DELETE FROM session_key WHERE account_id = @id", new { id });
        return await SoftwareKey.AddToAsync(application, id);
    }

    private async Task<string> SignInAsync(SoftwareKey key, string origin, string? header, string? host = null, bool crossOrigin = false)
    {
        using var browser = new Visitor(application);
        using var request = new HttpRequestMessage(HttpMethod.Post, Page)
        {
            Content = new FormUrlEncodedContent(
            [
                new("credential", key.Answer((await browser.PostAsync(Options)).Html, origin, crossOrigin)),
                    new(Visitor.TokenField, await browser.TokenAsync()),
            ]),
        };
        if (header is not null)
            request.Headers.Add("Origin", header);
        if (host is not null)
            request.Headers.Host = host;
        return (await browser.SendAsync(request)).Location;
    }

    private Task<int> SessionsAsync(SoftwareKey key) =>
        application.ScalarAsync<int>("SELECT count(*)::int FROM session_key WHERE account_id = @Account", new { key.Account });
}
