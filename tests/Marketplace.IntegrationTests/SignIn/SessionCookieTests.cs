using Marketplace.IntegrationTests.Hosting;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>Cookies as they are in Production.</summary>
public sealed class SessionCookieTests(ProductionApplication application) : IClassFixture<ProductionApplication>
{
    [Theory]
    [InlineData("http")] // Behind a proxy that forgot to say https: the cookie must not become weaker for it.
    [InlineData("https")]
    public void Session_IsTiedToThisHostAndToHttps(string scheme)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };
        application.Services.GetRequiredService<SessionCookie>().Write(context, "token");
        AssertStrong(context.Response.Headers.SetCookie.Single()!, "__Host-session=token", "lax");
    }

    [Fact]
    public void PendingSignIn_IsTiedToThisHostAndToHttps()
    {
        var context = new DefaultHttpContext { Request = { Scheme = "https" } };
        application.Services.GetRequiredService<PendingSignIn>().Write(context, new PendingState(null, null));
        AssertStrong(context.Response.Headers.SetCookie.Single()!, "__Host-pending=", "strict");
    }

    [Fact]
    public async Task Form_IsTiedToThisHostAndToHttps()
    {
        using var client = application.CreateClient(
            new WebApplicationFactoryClientOptions { BaseAddress = new("https://localhost"), AllowAutoRedirect = false });
        using var answer = await client.GetAsync("/connexion/compte", TestContext.Current.CancellationToken);
        AssertStrong(Assert.Single(answer.Headers.GetValues("Set-Cookie")), "__Host-form=", "strict");
    }

    [Fact]
    public void DevelopmentCookie_DoesNotCountInProduction()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = "session=planted";
        Assert.Null(application.Services.GetRequiredService<SessionCookie>().Read(context));
    }

    private static void AssertStrong(string cookie, string start, string sameSite)
    {
        Assert.StartsWith(start, cookie, StringComparison.Ordinal);
        var attributes = cookie.Split("; ")[1..].Select(a => a.ToLowerInvariant()).ToList();
        Assert.Contains("secure", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("path=/", attributes);
        Assert.Contains("samesite=" + sameSite, attributes);
        Assert.DoesNotContain(attributes, a => a.StartsWith("domain", StringComparison.Ordinal));
    }
}
