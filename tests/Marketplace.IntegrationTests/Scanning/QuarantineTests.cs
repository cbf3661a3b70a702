using System.Net;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Scanning;

/// <summary>Between a holder's upload and the operator's download stands the scanner.</summary>
public sealed class QuarantineTests(ClamdServer clamd) : IClassFixture<ClamdServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_ScannerIsAway_WaitsAndIsNeitherOpenedNorAccepted()
    {
        await using var application = new ScannedApplication("unix:/nonexistent/clamd.sock");
        await application.InitializeAsync();
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("attend@exemple.fr");
        await browser.DeclareAsync("ATTEND", HolderVisits.Jpeg);

        Assert.Contains("analyse par notre antivirus en cours", (await browser.GetAsync("/mon-compte/identite")).Text);
        var check = await rights.GetAsync($"/gestion/identites/{id}");
        Assert.Contains("Pièce 1 : analyse en cours", check.Text);
        Assert.Empty(check.Page.QuerySelectorAll("a[href*='/pieces/']"));
        var document = await application.ScalarAsync<Guid>("SELECT id FROM identity_document WHERE account_id = @id", new { id });
        Assert.Equal(HttpStatusCode.NotFound, (await rights.GetAsync($"/gestion/identites/{id}/pieces/{document}")).Status);
        var accepted = await rights.DecideAsync(id, "identite", "accepter");
        Assert.Equal(HttpStatusCode.Conflict, accepted.Status);
        Assert.Contains("Une pièce n’a pas pu être vue", accepted.Text);
        Assert.Equal("submitted",
            await application.ScalarAsync<string>("SELECT identity_status FROM holder WHERE account_id = @id", new { id }));
    }

    [Fact]
    public async Task Document_Scanned_IsOpenedWhenCleanAndDestroyedWhenHarmful()
    {
        Assert.SkipWhen(clamd.Program is null, "clamd is not installed: apt-get install clamav-daemon.");
        await using var application = new ScannedApplication(clamd.UnixAddress);
        await application.InitializeAsync();
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("analysee@exemple.fr");
        await browser.DeclareAsync("ANALYSEE", HolderVisits.Pdf, [.. HolderVisits.Jpeg, .. ClamdServer.Harmful]);
        var entries = await application.ScalarAsync<Guid[]>(
            "SELECT array_agg(entry) FROM identity_document WHERE account_id = @id", new { id });
        await ScannedAsync(application, id);

        var holderPage = (await browser.GetAsync("/mon-compte/identite")).Text;
        Assert.Contains("reçue et analysée", holderPage);
        Assert.Contains("écartée et supprimée", holderPage);
        var check = await rights.GetAsync($"/gestion/identites/{id}");
        Assert.Contains("aucun logiciel malveillant trouvé", check.Text);
        Assert.Contains("logiciel malveillant trouvé, fichier supprimé", check.Text);
        var clean = Assert.Single(check.Page.QuerySelectorAll("a[href*='/pieces/']")).GetAttribute("href")!;
        var file = await rights.GetAsync(clean);
        Assert.Equal("application/pdf", file.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM vault_entry WHERE id = ANY (@entries)", new { entries }));
        Assert.Equal(["scan-clean", "scan-infected"], (await application.ScalarAsync<string[]>(
            "SELECT array_agg(object ORDER BY object) FROM access_log WHERE subject_id = @id AND object LIKE 'scan-%' AND actor_role = 'program'", new { id }))!);

        // What was not seen cannot be accepted; refused and sent anew, it can.
        Assert.Equal(HttpStatusCode.Conflict, (await rights.DecideAsync(id, "identite", "accepter")).Status);
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "refuser", "Envoyez un autre fichier.")).Location);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM vault_entry WHERE id = ANY (@entries)", new { entries }));
        await browser.DeclareAsync("ANALYSEE", HolderVisits.Jpeg);
        await ScannedAsync(application, id);
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "accepter")).Location);
        Assert.Equal("verified",
            await application.ScalarAsync<string>("SELECT identity_status FROM holder WHERE account_id = @id", new { id }));
    }

    [Fact]
    public async Task Document_NoScannerSet_IsOpenedWithAWordAboutIt()
    {
        await using var application = new ScannedApplication("");
        await application.InitializeAsync();
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("sans-antivirus@exemple.fr");
        await browser.DeclareAsync("SANS", HolderVisits.Jpeg);
        var check = await rights.GetAsync($"/gestion/identites/{id}");
        Assert.Contains("non analysée : ce service n’a pas d’antivirus", check.Text);
        Assert.Equal(HttpStatusCode.OK,
            (await rights.GetAsync(Assert.Single(check.Page.QuerySelectorAll("a[href*='/pieces/']")).GetAttribute("href")!)).Status);
    }

    private static async Task ScannedAsync(ScannedApplication application, Guid holder)
    {
        while (await application.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM identity_document WHERE account_id = @holder AND scan = 'waiting')", new { holder }))
            await Task.Delay(50, Stop);
    }

    private sealed class ScannedApplication(string address) : MarketplaceApplication
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Scanner:Clamd:Address", address);
        }
    }
}
