using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

public sealed class FreshSignInTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Passkey_InASessionFoundOpen_IsNeitherAddedNorOffered()
    {
        using var browser = await Visitor.SignedInAsync(application, "holder-declared");
        Assert.Contains("Ajouter une clé d’accès", (await browser.GetAsync("/mon-compte/securite")).Text);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/mon-compte/securite/cle/options")).Status);
        await application.ExecuteAsync("UPDATE session_key SET created_at = now() - interval '11 minutes'");
        Assert.Contains("confirmez d’abord que c’est vous", (await browser.GetAsync("/mon-compte/securite")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/mon-compte/securite/cle/options")).Status);
        Assert.Equal("/mon-compte/securite", (await browser.PostAsync("/mon-compte/securite/cle/retirer", ("cle", "AAAA"))).Location);
    }
}
