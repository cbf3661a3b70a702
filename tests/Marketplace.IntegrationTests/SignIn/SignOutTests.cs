using Marketplace.IntegrationTests.SignIn.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>Leaving the site leaves the provider too.</summary>
public sealed class SignOutTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task SignOut_EndsTheSessionHereAndAtTheProvider(string scheme)
    {
        using var browser = await application.SignedInAsync(scheme, Somebody(scheme));
        var session = browser.Session!;
        var leaving = await browser.SubmitAsync(await browser.OpenAsync("/mon-compte"), "/deconnexion");
        Assert.Equal("0; url=/deconnexion/fournisseur", leaving.Refresh);
        Assert.Equal("/deconnexion/fournisseur", leaving.Document.QuerySelector("main a.fr-btn")!.GetAttribute("href"));
        Assert.Null(browser.Session);

        var page = await browser.OpenAsync("/deconnexion/fournisseur");
        Assert.Equal("/deconnexion/faite", page.Path);
        Assert.Equal("Vous êtes déconnecté", page.Heading);
        // The provider accepts nothing but an ID token it signed.
        var heard = application.Provider(scheme).LastLogout!;
        Assert.Equal($"http://localhost/connexion/{scheme}/sortie", heard.PostLogoutRedirectUri);
        Assert.False(string.IsNullOrEmpty(heard.State));

        using var thief = application.Browse();
        thief.Plant(session);
        Assert.Equal("/connexion", (await thief.OpenAsync("/mon-compte")).Path);
    }

    [Fact]
    public async Task SignOut_KeepsNoHintAndIsLogged()
    {
        var person = People.Learner();
        using var browser = await application.SignedInAsync("franceconnect", person);
        var account = await application.AccountOfAsync(person);
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM session_key WHERE account_id = @account AND ended_at IS NULL AND logout_hint IS NOT NULL",
            new { account }));
        await browser.SubmitAsync(await browser.OpenAsync("/mon-compte"), "/deconnexion");
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM session_key WHERE account_id = @account AND ended_at IS NOT NULL AND logout_hint IS NULL",
            new { account }));
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM access_log WHERE operation = 'sign-out' AND actor_id = @account", new { account }));
    }

    [Fact]
    public async Task ProvidersPage_OpenedTwiceOrByNobody_LeadsToTheEnd()
    {
        using var nobody = application.Browse();
        Assert.Equal("/deconnexion/faite", (await nobody.OpenAsync("/deconnexion/fournisseur")).Path);
        using var browser = await application.SignedInAsync("franceconnect", People.Learner());
        await browser.SubmitAsync(await browser.OpenAsync("/mon-compte"), "/deconnexion");
        await browser.OpenAsync("/deconnexion/fournisseur");
        var asked = application.FranceConnect.RequestsTo("/logout");
        Assert.Equal("/deconnexion/faite", (await browser.OpenAsync("/deconnexion/fournisseur")).Path);
        Assert.Equal(asked, application.FranceConnect.RequestsTo("/logout"));
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_LeavesTheSession()
    {
        using var browser = await application.SignedInAsync("franceconnect", People.Learner());
        var page = await browser.OpenAsync("/mon-compte");
        foreach (var token in page.Document.QuerySelectorAll("form[action='/deconnexion'] input"))
            token.Remove();
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await browser.SubmitAsync(page, "/deconnexion")).Status);
        Assert.Equal("/mon-compte", (await browser.OpenAsync("/mon-compte")).Path);
    }

    private static TestPerson Somebody(string scheme) => scheme == "franceconnect" ? People.Learner() : People.Professional();
}
