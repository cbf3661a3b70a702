using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

public sealed class PasswordSignInTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task SignIn_PasswordAndCode_OpenASession()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "deux.facteurs@exemple.fr");
        using var browser = await person.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/mon-compte")).Status);
    }

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownAddress_LookTheSame()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "presente@exemple.fr");
        using var browser = new Visitor(application);
        var wrong = await person.GivePasswordAsync(browser, LocalPerson.OtherPassword);
        var unknown = await browser.PostAsync(
            "/connexion/compte", ("email", "absente@exemple.fr"), ("password", LocalPerson.OtherPassword));
        Assert.Contains("Adresse ou mot de passe incorrect", wrong.Text);
        Assert.Equal((wrong.Status, wrong.Text), (unknown.Status, unknown.Text));
        Assert.Equal(wrong.Response.Headers.Select(h => h.Key).Order(), unknown.Response.Headers.Select(h => h.Key).Order());
    }

    [Fact]
    public async Task SignIn_PasswordAlone_OpensNoSession()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "un.facteur@exemple.fr");
        using var browser = new Visitor(application);
        Assert.Equal("/connexion/code", (await person.GivePasswordAsync(browser)).Location);
        Assert.NotNull(browser.Cookie("pending"));
        Assert.Null(browser.Cookie("session"));
        Assert.StartsWith("/connexion?retour=", (await browser.GetAsync("/mon-compte")).Location);
        // Nor does the half-way cookie where the whole one is expected.
        browser.Plant("session", browser.Cookie("pending")!);
        Assert.StartsWith("/connexion?retour=", (await browser.GetAsync("/mon-compte")).Location);
    }

    [Fact]
    public async Task SecondFactor_InUse_IsNotSetUpAgainWithThePasswordAlone()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "remplacer@exemple.fr");
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        Assert.Equal("/connexion/code", (await browser.GetAsync("/connexion/second-facteur")).Location);
        Assert.Equal("/connexion/code",
            (await browser.PostAsync("/connexion/second-facteur", ("code", await person.CodeAsync()))).Location);
    }

    [Fact]
    public async Task Code_UsedOnce_IsRefusedAfterwards()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "rejeu@exemple.fr");
        var code = await person.CodeAsync();
        using var first = new Visitor(application);
        await person.GivePasswordAsync(first);
        Assert.Equal("/mon-compte", (await first.PostAsync("/connexion/code", ("code", code))).Location);
        using var second = new Visitor(application);
        await person.GivePasswordAsync(second);
        var replay = await second.PostAsync("/connexion/code", ("code", code));
        Assert.Equal(HttpStatusCode.OK, replay.Status);
        Assert.Contains("il a déjà servi", replay.Text);
        Assert.Null(second.Cookie("session"));
    }

    [Fact]
    public async Task Code_SentTwiceAtTheSameTime_ServesOnce()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "course@exemple.fr");
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        var token = await browser.TokenAsync();
        var code = await person.CodeAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => browser.PostBareAsync("/connexion/code", (Visitor.TokenField, token), ("code", code))));
        Assert.Single(answers, answer => answer.Location == "/mon-compte");
    }

    [Fact]
    public async Task RecoveryCode_ServesOnce()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "secours@exemple.fr");
        foreach (var location in new[] { "/mon-compte", "" })
        {
            using var browser = new Visitor(application);
            await person.GivePasswordAsync(browser);
            Assert.Equal(location, (await browser.PostAsync("/connexion/code", ("code", person.RecoveryCodes[3]))).Location);
        }
    }

    [Fact]
    public async Task RecoveryCode_OfSomebodyElse_IsRefused()
    {
        var (other, _) = await LocalPerson.HolderAsync(application, "autre.secours@exemple.fr");
        var (person, _) = await LocalPerson.HolderAsync(application, "sans.secours@exemple.fr");
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        Assert.Equal("", (await browser.PostAsync("/connexion/code", ("code", other.RecoveryCodes[0]))).Location);
    }

    [Fact]
    public async Task PendingSignIn_PasswordReplacedMeanwhile_LeadsNowhere()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "depasse@exemple.fr");
        using var intruder = new Visitor(application);
        await person.GivePasswordAsync(intruder);
        using var owner = new Visitor(application);
        await owner.PostAsync("/connexion/oubli", ("email", person.Email));
        await owner.PostAsync(await application.LinkToAsync(person.Email, "reset"), ("password", LocalPerson.OtherPassword));
        Assert.Equal("/connexion", (await intruder.PostAsync("/connexion/code", ("code", person.RecoveryCodes[0]))).Location);
        Assert.Equal("/connexion", (await intruder.GetAsync("/connexion/second-facteur")).Location);
    }

    [Fact]
    public async Task PendingSignIn_AccountClosedMeanwhile_LeadsNowhere()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "cloture@exemple.fr");
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        await application.ExecuteAsync("UPDATE account SET disabled_at = now() WHERE email = @Email", new { person.Email });
        Assert.Equal("/connexion", (await browser.PostAsync("/connexion/code", ("code", await person.CodeAsync()))).Location);
    }

    [Fact]
    public async Task Forgotten_NewPassword_EndsAllSessionsAndSendsTheSecurityMail()
    {
        var (person, first) = await LocalPerson.HolderAsync(application, "oubli@exemple.fr");
        using var second = await person.SignInAsync();
        using var browser = new Visitor(application);
        await browser.PostAsync("/connexion/oubli", ("email", person.Email));
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/mon-compte")).Status);
        await browser.PostAsync(await application.LinkToAsync(person.Email, "reset"), ("password", LocalPerson.OtherPassword));
        foreach (var before in new[] { first, second })
            Assert.StartsWith("/connexion?retour=", (await before.GetAsync("/mon-compte")).Location);
        Assert.Equal("security-changed", (await application.MailsToAsync(person.Email))[^1].Template);
        // The link proves the address only: the code is still asked for, and the old password is gone.
        Assert.Equal("/connexion/code", (await browser.GetAsync("/connexion/second-facteur")).Location);
        Assert.Equal("", (await person.GivePasswordAsync(new Visitor(application))).Location);
        (await person.SignInAsync(LocalPerson.OtherPassword)).Dispose();
    }

    [Fact]
    public async Task Forgotten_UnknownAddress_LooksTheSameAndSendsNothing()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "memoire@exemple.fr");
        using var browser = new Visitor(application);
        var known = await browser.PostAsync("/connexion/oubli", ("email", person.Email));
        var unknown = await browser.PostAsync("/connexion/oubli", ("email", "personne@exemple.fr"));
        Assert.Equal((known.Status, known.Text), (unknown.Status, unknown.Text));
        Assert.Empty(await application.MailsToAsync("personne@exemple.fr"));
        Assert.Contains(await application.MailsToAsync(person.Email), mail => mail.Template == "reset");
    }
}
