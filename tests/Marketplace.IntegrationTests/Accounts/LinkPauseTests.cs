using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

public sealed class PausingApplication : MarketplaceApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("SignIn:LinkPauseMinutes", "5");
    }
}

public sealed class LinkPauseTests(PausingApplication application) : IClassFixture<PausingApplication>
{
    [Fact]
    public async Task SignUp_AskedForAgainAndAgain_SendsOneLinkInAWhile()
    {
        const string email = "inonde@exemple.fr";
        using var browser = new Visitor(application);
        var first = await browser.PostAsync("/connexion/inscription", ("email", email));
        var again = await browser.PostAsync("/connexion/inscription", ("email", email));
        Assert.Equal(first.Text, again.Text);
        Assert.Single(await application.MailsToAsync(email));
        await PassAsync();
        await browser.PostAsync("/connexion/inscription", ("email", email));
        Assert.Equal(2, (await application.MailsToAsync(email)).Count);
    }

    [Fact]
    public async Task AddressWithAnAccount_AskedForInEveryWay_GetsOneMailInAWhileAndItsLinkServes()
    {
        const string email = "inonde.compte@exemple.fr";
        await LocalPerson.HolderAsync(application, email);
        var before = (await application.MailsToAsync(email)).Count;
        using var stranger = new Visitor(application);
        for (var i = 0; i < 15; i++)
        {
            await stranger.PostAsync("/connexion/inscription", ("email", email.ToUpperInvariant()));
            await stranger.PostAsync("/connexion/oubli", ("email", email));
        }
        var mail = Assert.Single((await application.MailsToAsync(email)).Skip(before));
        Assert.Equal("already-registered", mail.Template);
        // Whoever forgot the password meanwhile is not kept waiting by strangers: the one mail lets them choose another.
        using var owner = new Visitor(application);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(new Uri(mail.Values["reset"]).PathAndQuery)).Status);
        Assert.Equal(2, await application.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log l JOIN account a ON a.id = l.subject_id WHERE a.email = @email AND l.object IN ('sign-up', 'reset-asked')
            """, new { email }));
        await PassAsync();
        await stranger.PostAsync("/connexion/oubli", ("email", email));
        Assert.Equal(2, (await application.MailsToAsync(email)).Count - before);
    }

    [Fact]
    public async Task Mailbox_WithAHolderAndAnAgent_GetsOneMailInAWhile()
    {
        const string email = "deux.comptes@exemple.fr";
        await LocalPerson.HolderAsync(application, email);
        await application.ExecuteAsync(
            "INSERT INTO account (kind, email, local, activated_at) VALUES ('operator', @email, true, now())", new { email });
        var before = (await application.MailsToAsync(email)).Count;
        using var stranger = new Visitor(application);
        for (var i = 0; i < 5; i++)
        {
            await stranger.PostAsync("/connexion/oubli?pour=gestion", ("email", email));
            await stranger.PostAsync("/connexion/oubli", ("email", email));
        }
        Assert.Single((await application.MailsToAsync(email)).Skip(before));
    }

    [Fact]
    public async Task Invitation_SentAgainAtOnce_IsRefusedWithASentenceAndTheFirstServes()
    {
        const string email = "invitee@exemple.fr";
        using var manager = await Visitor.SignedInAsync(application, "provider:access-manager");
        var members = $"/organisations/{Marketplace.Demo.DemoPeople.OrganisationOf("provider")}/membres";
        Assert.Equal(HttpStatusCode.Redirect,
            (await manager.PostAsync(members + "/inviter", ("email", email), ("roles", "access-manager"))).Status);
        for (var i = 0; i < 5; i++)
        {
            var again = await manager.PostAsync(members + "/inviter", ("email", email), ("roles", "access-manager"));
            Assert.Equal(HttpStatusCode.Conflict, again.Status);
            Assert.Contains("a déjà reçu une invitation", again.Text);
        }
        var link = await application.LinkToAsync(email, "invitation");
        Assert.Single(await application.MailsToAsync(email));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM invitation WHERE email = @email AND revoked_at IS NULL", new { email }));
        Assert.NotEmpty(link);
        await PassAsync();
        Assert.Equal(HttpStatusCode.Redirect,
            (await manager.PostAsync(members + "/inviter", ("email", email), ("roles", "access-manager"))).Status);
        Assert.Equal(2, (await application.MailsToAsync(email)).Count);
    }

    /// <summary>The pauses of all mailboxes are over.</summary>
    private Task PassAsync() => application.ExecuteAsync("UPDATE mail_pause SET last_at = last_at - interval '6 minutes'");
}
