using System.Net;
using Dapper;
using Marketplace.IntegrationTests.SignIn.Provider;
using Marketplace.People.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>An identity provider that does not answer leaves people with advice and the rest of the site at work.</summary>
public sealed class ProviderDownTests
{
    private const string Advice = "Réessayez dans quelques minutes.";

    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task Start_DiscoveryUnreachable_SaysToTryLaterAndIsLogged(string scheme)
    {
        await using var application = await SignInApplication.StartAsync();
        using var browser = application.Browse();
        // The settings are read from the provider, so the site starts first.
        await browser.OpenAsync("/");
        await application.Provider(scheme).DisposeAsync();
        AssertAdvice(await browser.OpenAsync("/connexion/" + scheme));
        AssertAdvice(await browser.OpenAsync("/connexion/" + scheme));
        Assert.Equal(2, await application.RefusalsAsync(scheme, "unavailable"));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/recherche")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/connexion")).Status);
    }

    [Fact]
    public async Task Answer_ProviderDiedMeanwhile_SaysToTryLaterAndIsLogged()
    {
        await using var application = await SignInApplication.StartAsync();
        using var browser = application.Browse();
        var answer = await browser.AnswerOfProviderAsync("franceconnect");
        await application.FranceConnect.DisposeAsync();
        AssertAdvice(await browser.OpenAsync(answer));
        Assert.Equal(1, await application.RefusalsAsync("franceconnect", "unavailable"));
        Assert.Equal("/connexion", (await browser.OpenAsync("/mon-compte")).Path);
    }

    [Fact]
    public async Task Answer_TokenEndpointTooSlow_SaysToTryLaterWhileTheSiteAnswers()
    {
        await using var application = await SignInApplication.StartAsync();
        application.FranceConnect.Misbehaviour = Misbehaviour.TokenEndpointSlow;
        using var browser = application.Browse();
        var waiting = browser.OpenAsync("/connexion/franceconnect");
        using var other = application.Browse();
        Assert.Equal(HttpStatusCode.OK, (await other.OpenAsync("/recherche")).Status);
        AssertAdvice(await waiting);
    }

    [Fact]
    public async Task SignOut_ProviderUnreachable_EndsTheSessionHereAllTheSame()
    {
        await using var application = await SignInApplication.StartAsync();
        using var browser = application.Browse();
        await browser.OpenAsync("/");
        await application.FranceConnect.DisposeAsync();
        // As after a restart of the site: a session runs, and the provider was not asked for anything yet.
        await using (var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            var account = await connection.ExecuteScalarAsync<Guid>(
                "INSERT INTO account (kind, email) VALUES ('holder', 'angela@example.org') RETURNING id");
            var sessions = application.Services.GetRequiredService<Sessions>();
            browser.Plant((await sessions.StartAsync(connection, account, "franceconnect", "Firefox", "hint")).Token);
        }
        var leaving = await browser.SubmitAsync(await browser.OpenAsync("/mon-compte"), "/deconnexion");
        Assert.Equal("Déconnexion", leaving.Heading);
        Assert.Equal("/deconnexion/faite", (await browser.OpenAsync("/deconnexion/fournisseur")).Path);
        Assert.Equal("/connexion", (await browser.OpenAsync("/mon-compte")).Path);
    }

    private static void AssertAdvice(SeenPage page)
    {
        Assert.Equal("/connexion/refus?cause=unavailable", page.Address.PathAndQuery);
        Assert.Contains(Advice, page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.Text, StringComparison.Ordinal);
    }
}
