using Marketplace.IntegrationTests.Hosting;
using Marketplace.Platform.Data;
using Marketplace.Web.Site;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>Development, with the address of the site.</summary>
public sealed class SiteApplication : AddressedApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Operator:SiteAddress", SiteAddress + "/");
    }
}

public sealed class HostHeaderTests(SiteApplication application) : IClassFixture<SiteApplication>
{
    private const string Forged = "mechant.example";

    [Theory]
    [InlineData("/connexion/inscription", "hote@exemple.fr")]
    [InlineData("/gestion/organisations", "hote.organisation@exemple.fr")]
    [InlineData("/gestion/agents", "hote.agent@exemple.fr")]
    public async Task Mail_AskedForWithAForgedHost_LeadsToTheSite(string path, string email)
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
            [
                new(Visitor.TokenField, await browser.TokenAsync()), new("email", email), new("kind", "analyst"), new("name", "Études"),
                    new("sirets", "12345678901234"),
                new("givenNames", "Zoé"), new("familyName", "Roux"), new("missions", "support"),
                .. (await browser.GetAsync("/gestion/agents")).Page.ShownAt("/gestion/agents")
                .Select(field => KeyValuePair.Create(field.Name, field.Value)),
            ]),
        };
        request.Headers.Host = Forged;
        request.Headers.Add("X-Forwarded-Host", Forged);
        request.Headers.Add("Forwarded", "host=" + Forged);
        await browser.SendAsync(request);
        var mail = Assert.Single(await application.MailsToAsync(email));
        Assert.StartsWith(MarketplaceApplication.SiteAddress + "/", mail.Values["link"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/connexion")]
    [InlineData("/.well-known/security.txt")]
    [InlineData("/sitemap.xml")]
    [InlineData("/robots.txt")]
    [InlineData("/mon-compte")]
    public async Task Page_AskedForWithAForgedHost_DoesNotNameIt(string path)
    {
        using var browser = new Visitor(application);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = Forged;
        var answer = await browser.SendAsync(request);
        Assert.True((int)answer.Status < 400);
        Assert.DoesNotContain(Forged, answer.Html + answer.Location);
    }

    [Theory]
    [InlineData(AddressedApplication.Proxy, true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("192.0.2.7", false)]
    public async Task ForwardedScheme_OfAKnownProxyOnly_CountsAsSafe(string address, bool safe)
    {
        using var browser = new Visitor(application);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/aide");
        request.Headers.Add(AddressedApplication.From, address);
        request.Headers.Add("X-Forwarded-For", "192.0.2.8");
        request.Headers.Add("X-Forwarded-Proto", "https");
        Assert.Equal(safe, (await browser.SendAsync(request)).Header("Strict-Transport-Security") is not null);
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Production", " ", false)]
    [InlineData("Staging", null, false)]
    [InlineData("Production", "https://formation.example", true)]
    [InlineData("Production", "https://formation.example/", true)]
    [InlineData("Production", "http://localhost:5080", true)]
    [InlineData("Production", "formation.example", false)]
    [InlineData("Production", "javascript:alert(1)", false)]
    [InlineData("Production", "https://a@formation.example", false)]
    [InlineData("Production", "https://formation.example/site?x=1", false)]
    [InlineData("Development", null, true)]
    public void SiteAddress_OutsideDevelopment_IsNeeded(string environment, string? address, bool accepted)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Operator:SiteAddress", address)]).Build();
        var failure = Record.Exception(() => SiteAddress.Require(settings, new HostingEnvironment { EnvironmentName = environment }));
        if (accepted)
            Assert.Null(failure);
        else
            Assert.Contains("Operator__SiteAddress", Assert.IsType<SetupException>(failure).Message);
    }
}
