using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Audit;
using Xunit;

namespace Marketplace.IntegrationTests.Holders;

public sealed class SuspensionTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Suspend_EndsSessionsAndSignInUntilReopened()
    {
        var (id, browser) = await application.HolderAsync("vole@exemple.fr");
        using var fraud = await Visitor.SignedInAsync(application, "operator-fraud");
        // The reason comes first, also for a change.
        Assert.StartsWith($"/gestion/motif/{id}",
            (await fraud.PostAsync($"/gestion/titulaires/{id}/suspendre", ("decision", "suspendre"))).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/mon-compte")).Status);
        await fraud.PostAsync($"/gestion/motif/{id}", ("reason", StatedReasons.Choices[4]));
        Assert.EndsWith("?fait=suspendu",
            (await fraud.DecideAsync($"/gestion/titulaires/{id}", $"/gestion/titulaires/{id}/suspendre", ("decision", "suspendre")))
            .Location);

        Assert.Equal("/connexion?retour=%2Fmon-compte", (await browser.GetAsync("/mon-compte")).Location);
        Assert.Contains("Ce compte est suspendu", (await fraud.GetAsync($"/gestion/titulaires/{id}")).Text);
        Assert.Equal(StatedReasons.Choices[4], await application.ScalarAsync<string>(
            "SELECT reason FROM access_log WHERE nature = 'holder.account.suspend' AND operation = 'change' AND subject_id = @id",
            new { id }));

        await fraud.DecideAsync($"/gestion/titulaires/{id}", $"/gestion/titulaires/{id}/suspendre", ("decision", "rouvrir"));
        Assert.False(await application.ScalarAsync<bool>("SELECT disabled_at IS NOT NULL FROM account WHERE id = @id", new { id }));
        Assert.Equal(["closed", "reopened"], await application.ScalarAsync<string[]>(
            "SELECT array_agg(event ORDER BY id) FROM account_event WHERE account_id = @id AND event IN ('closed', 'reopened')",
            new { id }) ?? []);
    }

    [Fact]
    public async Task Identity_WithNothingToDecide_IsNotOpenedThere()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("rien@exemple.fr");
        await browser.DeclareAsync("RIEN", HolderVisits.Jpeg);
        Assert.Equal(HttpStatusCode.OK, (await rights.GetAsync($"/gestion/identites/{id}")).Status);
        await rights.DecideAsync(id, "identite", "accepter");
        Assert.Equal(HttpStatusCode.NotFound, (await rights.GetAsync($"/gestion/identites/{id}")).Status);
        Assert.StartsWith("/gestion/motif/", (await rights.GetAsync($"/gestion/titulaires/{id}")).Location);
    }

    [Fact]
    public async Task Search_FindingNobody_LeavesALine()
    {
        using var support = await Visitor.SignedInAsync(application, "operator-support");
        Assert.Contains("Personne ne correspond", (await support.PostAsync("/gestion/titulaires", ("email", "personne@exemple.fr"))).Text);
        Assert.Equal(1, await application.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE nature = 'holders.search' AND object = 'none'"));
    }
}
