using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

public sealed class SignUpTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task SignUp_MailLinkPasswordAndCode_OpenTheAccount()
    {
        var (person, browser) = await LocalPerson.HolderAsync(application, "zoe@exemple.fr");
        Assert.Equal(10, person.RecoveryCodes.Distinct().Count());
        var account = await browser.GetAsync("/mon-compte");
        Assert.Equal(HttpStatusCode.OK, account.Status);
        Assert.Contains("Votre identité est à déclarer.", account.Text);
    }

    [Fact]
    public async Task RecoveryCodes_AfterTheyWereShown_AreOnNoPage()
    {
        var (person, browser) = await LocalPerson.HolderAsync(application, "codes@exemple.fr");
        foreach (var path in new[] { "/mon-compte", "/mon-compte/securite", "/connexion/second-facteur", "/connexion/code" })
            Assert.DoesNotContain(person.RecoveryCodes[0], (await browser.GetAsync(path)).Html);
        Assert.Equal("/connexion", (await browser.GetAsync("/connexion/second-facteur")).Location);
    }

    [Theory]
    [InlineData("court", "au moins 12 caractères")]
    [InlineData("azertyuiop12", "trop facile à deviner")]
    [InlineData("faible@exemple.fr", "ne doit pas être votre adresse")]
    public async Task Password_Weak_IsRefusedWithTheSentenceAndTheLinkStillServes(string password, string sentence)
    {
        var email = password.Contains('@') ? password : $"{Guid.NewGuid():N}@exemple.fr";
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", email));
        var link = await application.LinkToAsync(email, "activation");
        var answer = await browser.PostAsync(link, ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(sentence, answer.Text);
        Assert.DoesNotContain($"value=\"{password}\"", answer.Page.QuerySelector("#password")!.OuterHtml);
        Assert.Equal("/connexion/second-facteur", (await browser.PostAsync(link, ("password", LocalPerson.Password))).Location);
    }

    [Fact]
    public async Task Link_Used_DoesNotServeAgain()
    {
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", "une.fois@exemple.fr"));
        var link = await application.LinkToAsync("une.fois@exemple.fr", "activation");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        await browser.PostAsync(link, ("password", LocalPerson.Password));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(link, ("password", LocalPerson.OtherPassword))).Status);
    }

    [Fact]
    public async Task Link_UsedByTwoAtTheSameTime_ServesOne()
    {
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", "deux@exemple.fr"));
        var link = await application.LinkToAsync("deux@exemple.fr", "activation");
        var token = await browser.TokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            browser.PostBareAsync(link, (Visitor.TokenField, token), ("password", LocalPerson.Password))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect);
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Link_NewerOneSent_EndsTheOlder()
    {
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", "encore@exemple.fr"));
        var older = await application.LinkToAsync("encore@exemple.fr", "activation");
        await browser.PostAsync("/connexion/inscription", ("email", "Encore@Exemple.FR"));
        var newer = await application.LinkToAsync("encore@exemple.fr", "activation");
        Assert.NotEqual(older, newer);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(older)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(newer)).Status);
    }

    [Fact]
    public async Task Link_Expired_IsRefused()
    {
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", "tard@exemple.fr"));
        var link = await application.LinkToAsync("tard@exemple.fr", "activation");
        await application.ExecuteAsync("""
            UPDATE one_time_link SET expires_at = now() - interval '1 second' WHERE account_id = (SELECT id FROM account WHERE email = 'tard@exemple.fr')
            """);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(link, ("password", LocalPerson.Password))).Status);
    }

    [Fact]
    public async Task SignUp_AddressThatHasAnAccount_GetsTheOtherMailAndThePageIsTheSame()
    {
        await LocalPerson.HolderAsync(application, "connue@exemple.fr");
        using var browser = new Visitor(application);
        var known = await browser.PostAsync("/connexion/inscription", ("email", "connue@exemple.fr"));
        var unknown = await browser.PostAsync("/connexion/inscription", ("email", "inconnue@exemple.fr"));
        Assert.Equal((unknown.Status, unknown.Text), (known.Status, known.Text));
        Assert.Equal("already-registered", (await application.MailsToAsync("connue@exemple.fr"))[^1].Template);
        Assert.Equal("activation", Assert.Single(await application.MailsToAsync("inconnue@exemple.fr")).Template);
    }

    [Fact]
    public async Task Link_OfAnAccountClosedMeanwhile_IsRefused()
    {
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", "ferme@exemple.fr"));
        var link = await application.LinkToAsync("ferme@exemple.fr", "activation");
        await application.ExecuteAsync("UPDATE account SET disabled_at = now() WHERE email = 'ferme@exemple.fr'");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(link, ("password", LocalPerson.Password))).Status);
    }
}
