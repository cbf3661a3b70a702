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
        await application.ExecuteAsync("UPDATE one_time_link SET expires_at = expires_at - interval '6 minutes'");
        await browser.PostAsync("/connexion/inscription", ("email", email));
        Assert.Equal(2, (await application.MailsToAsync(email)).Count);
    }
}
