using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>Each test has addresses of its own: limits remember.</summary>
public sealed class RateLimitTests(LimitedApplication application) : IClassFixture<LimitedApplication>
{
    [Fact]
    public async Task SignIn_ManyAttemptsOfAnAddress_AreRefusedAndOthersAreNot()
    {
        using var browser = new Visitor(application);
        var token = (await GetAsync(browser, Visitor.FormPage, "192.0.2.1"))
            .Page.QuerySelector($"input[name={Visitor.TokenField}]")!.GetAttribute("value")!;
        for (var i = 0; i < LimitedApplication.SignIn; i++)
            Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, token, "192.0.2.1")).Status);
        Refused(await TryAsync(browser, token, "192.0.2.1"));
        // Pages stay open, other addresses too.
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/aide", "192.0.2.1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, token, "192.0.2.2")).Status);
    }

    [Fact]
    public async Task Mails_ManyAskedForByAnAddress_AreRefusedForAnHourAndSignInIsNot()
    {
        using var browser = new Visitor(application);
        var token = await browser.TokenAsync();
        for (var i = 0; i < LimitedApplication.Mails; i++)
            Assert.Equal(HttpStatusCode.OK, (await SignUpAsync(i, "192.0.2.10")).Status);
        var refused = await SignUpAsync(LimitedApplication.Mails, "192.0.2.10");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 60, 3600);
        Assert.Empty(await application.MailsToAsync($"heure{LimitedApplication.Mails}@exemple.fr"));
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, token, "192.0.2.10")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SignUpAsync(9, "192.0.2.11")).Status);

        Task<Answer> SignUpAsync(int number, string address)
        {
            var request = new HttpRequestMessage(
                HttpMethod.Post, "/connexion/inscription") { Content = new FormUrlEncodedContent(
                [new(Visitor.TokenField, token), new("email", $"heure{number}@exemple.fr")]) };
            request.Headers.Add(AddressedApplication.From, address);
            return browser.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("/js/passkey.js", "198.51.100.1")]
    [InlineData("/aide", "198.51.100.2")]
    [InlineData("/nulle-part", "198.51.100.3")]
    public async Task Address_ManyRequestsWhateverTheyAskFor_AreRefusedAndOthersAreNot(string path, string address)
    {
        using var browser = new Visitor(application);
        for (var i = 0; i < LimitedApplication.Address; i++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await GetAsync(browser, path, address)).Status);
        Refused(await GetAsync(browser, "/", address));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/", "198.51.100.99")).Status);
    }

    [Fact]
    public async Task Api_BeyondTheLimit_AnswersAProblem()
    {
        using var browser = new Visitor(application);
        for (var i = 0; i < LimitedApplication.Address; i++)
            await GetAsync(browser, "/health/live", "198.51.100.4");
        var answer = await GetAsync(browser, "/api/v1/actions", "198.51.100.4");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Contains("Trop de demandes", answer.Html);
    }

    [Fact]
    public async Task Account_ManyRequestsFromManyAddresses_AreRefusedAndOthersAreNot()
    {
        using var browser = await Visitor.SignedInAsync(application, "holder");
        using var other = await Visitor.SignedInAsync(application, "operator-support");
        Answer answer;
        var sent = 0;
        do
            answer = await GetAsync(browser, "/mon-compte", $"203.0.113.{++sent}");
        while (answer.Status == HttpStatusCode.OK && sent < 100);
        Assert.InRange(sent, 2, LimitedApplication.Account + 1);
        Refused(answer);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(other, "/gestion", "203.0.113.200")).Status);
    }

    [Fact]
    public async Task Ipv6_AddressesOfOneNetwork_CountAsOne()
    {
        using var browser = new Visitor(application);
        for (var i = 0; i < LimitedApplication.Address; i++)
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/health/live", $"2001:db8:1:1::{i + 1:x}")).Status);
        Refused(await GetAsync(browser, "/aide", "2001:db8:1:1:ffff::1"));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/aide", "2001:db8:1:2::1")).Status);
    }

    [Fact]
    public async Task ForwardedHeader_OfAnybody_IsIgnored()
    {
        using var browser = new Visitor(application);
        for (var i = 0; i < LimitedApplication.Address; i++)
            await GetAsync(browser, "/health/live", "198.51.100.5", $"192.0.2.{i + 100}");
        Refused(await GetAsync(browser, "/aide", "198.51.100.5", "192.0.2.99"));
    }

    [Fact]
    public async Task ForwardedHeader_OfAKnownProxy_NamesTheVisitorAndWhatTheyWroteBeforeItIsIgnored()
    {
        using var browser = new Visitor(application);
        for (var i = 0; i < LimitedApplication.Address; i++)
            await GetAsync(browser, "/health/live", AddressedApplication.Proxy, $"192.0.2.{i}, 192.0.2.200");
        Refused(await GetAsync(browser, "/aide", AddressedApplication.Proxy, "192.0.2.201, 192.0.2.200"));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/aide", AddressedApplication.Proxy, "192.0.2.201")).Status);
    }

    private static void Refused(Answer answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal("fr", answer.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Trop de demandes", answer.Text);
    }

    private static Task<Answer> GetAsync(Visitor browser, string path, string address, string? forwarded = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(AddressedApplication.From, address);
        if (forwarded is not null)
            request.Headers.Add("X-Forwarded-For", forwarded);
        return browser.SendAsync(request);
    }

    private static Task<Answer> TryAsync(Visitor browser, string token, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connexion/compte")
        {
            Content = new FormUrlEncodedContent([new(Visitor.TokenField, token), new("email", "a@exemple.fr"), new("password", "essai")]),
        };
        request.Headers.Add(AddressedApplication.From, address);
        return browser.SendAsync(request);
    }
}
