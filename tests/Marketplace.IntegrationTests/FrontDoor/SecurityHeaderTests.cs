using System.Globalization;
using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Accounts;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>What every answer carries, over https as in Production.</summary>
public sealed class SecurityHeaderTests(ProductionApplication application) : IClassFixture<ProductionApplication>
{
    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/js/passkey.js", 200)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/connexion/compte", 200)]
    [InlineData("GET", "/mon-compte", 302)]
    [InlineData("GET", "/nulle-part", 404)]
    [InlineData("GET", "/api/v1/actions?page=x", 400)]
    [InlineData("GET", "/api/v1/nulle-part", 404)]
    [InlineData("POST", "/connexion/compte", 400)]
    [InlineData("POST", "/mon-compte/securite/deconnecter", 401)]
    [InlineData("DELETE", "/connexion/compte", 405)]
    public async Task Answer_Whatever_CarriesTheHeaders(string method, string path, int status)
    {
        using var browser = new Visitor(application, "https");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await browser.SendAsync(request);
        Assert.Equal(status, (int)answer.Status);
        Sound(answer);
    }

    [Fact]
    public async Task Page_OverHttp_AsksForNoHstsAndStillShows()
    {
        using var browser = new Visitor(application);
        var answer = await browser.GetAsync("/connexion/compte");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer.Header("Strict-Transport-Security"));
        Assert.Contains("secure", answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Cookies_InProduction_AreTiedToTheHostAndToHttps()
    {
        using var browser = new Visitor(application, "https");
        var cookie = (await browser.GetAsync("/connexion/compte")).Header("Set-Cookie")!.ToLowerInvariant();
        Assert.StartsWith("__host-form=", cookie);
        Assert.All(new[] { "secure", "httponly", "samesite=strict", "path=/" }, part => Assert.Contains(part, cookie));
        Assert.DoesNotContain("domain", cookie);
        // The way in that development has leads nowhere here.
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/dev")).Status);
    }

    [Fact]
    public async Task SecurityText_IsValid()
    {
        using var browser = new Visitor(application, "https");
        var answer = await browser.GetAsync("/.well-known/security.txt");
        Assert.Equal("text/plain", answer.Response.Content.Headers.ContentType?.MediaType);
        var fields = answer.Html.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2))
            .ToLookup(f => f[0], f => f[1]);
        Assert.Matches("^(https://|mailto:)", Assert.Single(fields["Contact"]));
        var expires = DateTimeOffset.Parse(Assert.Single(fields["Expires"]), CultureInfo.InvariantCulture);
        Assert.InRange(expires, DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddYears(1));
        Assert.Equal(MarketplaceApplication.SiteAddress + "/.well-known/security.txt", Assert.Single(fields["Canonical"]));
    }

    [Fact]
    public async Task Fault_InProduction_ShowsNothingOfTheProgram()
    {
        using var browser = new Visitor(application, "https");
        await Fault.ShowsNothingAsync(application, browser, "__Host-session");
    }

    internal static void Sound(Answer answer)
    {
        Assert.DoesNotContain("unsafe", answer.Header("Content-Security-Policy")!);
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("same-origin", answer.Header("Referrer-Policy"));
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("X-Powered-By"));
        if (answer.Response.RequestMessage!.RequestUri!.Scheme == "https")
            Assert.Contains("max-age=63072000", answer.Header("Strict-Transport-Security"));
    }
}

public sealed class DevelopmentAnswerTests(PortApplication application) : IClassFixture<PortApplication>
{
    [Fact]
    public async Task Answer_OnARealPort_NamesNoServer()
    {
        using var browser = new Visitor(application);
        foreach (var path in new[] { "/", "/nulle-part", "/js/passkey.js" })
            SecurityHeaderTests.Sound(await browser.GetAsync(path));
    }

    [Theory]
    [InlineData("holder", "/mon-compte")]
    [InlineData("holder", "/mon-compte/identite")]
    [InlineData("holder", "/mon-compte/consultations")]
    [InlineData("provider:access-manager", "/espace")]
    [InlineData("operator-administrator", "/gestion/journal")]
    [InlineData("operator-rights", "/gestion/identites")]
    [InlineData("holder", "/gestion")]
    [InlineData("", "/connexion/compte")]
    [InlineData("", "/mon-compte")]
    public async Task PrivatePage_StaysInNoMemory(string person, string path)
    {
        using var browser = person.Length == 0 ? new Visitor(application) : await Visitor.SignedInAsync(application, person);
        var answer = await browser.GetAsync(path);
        Assert.True(answer.Response.Headers.CacheControl?.NoStore, $"{answer.Status} {answer.Header("Cache-Control")}");
    }

    [Fact]
    public async Task Fault_InDevelopment_ShowsNothingOfTheProgram()
    {
        using var browser = new Visitor(application);
        await Fault.ShowsNothingAsync(application, browser, "session");
    }
}

/// <summary>A fault of ours, brought about by taking a table away.</summary>
internal static class Fault
{
    public static async Task ShowsNothingAsync(MarketplaceApplication application, Visitor browser, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mon-compte");
        request.Headers.Add("Cookie", $"{cookie}={SecretToken.New()}");
        await application.ExecuteAsync("ALTER TABLE session_key RENAME TO session_key_away");
        var answer = await browser.SendAsync(request);
        await application.ExecuteAsync("ALTER TABLE session_key_away RENAME TO session_key");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Contains("Erreur inattendue", answer.Text);
        Assert.DoesNotContain("session_key", answer.Html);
        Assert.DoesNotContain("Exception", answer.Html);
        Assert.DoesNotContain("   at ", answer.Html);
        SecurityHeaderTests.Sound(answer);
    }
}
