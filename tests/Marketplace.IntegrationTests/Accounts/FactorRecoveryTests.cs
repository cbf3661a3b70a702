using System.Net;
using System.Net.Http.Headers;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

/// <summary>A holder without device and recovery codes: identity checked again, a delay, notices that can stop it.</summary>
public sealed class FactorRecoveryTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Page = "/connexion/secours";

    [Fact]
    public async Task LostFactor_CheckedAndAfterTheDelay_IsReplaced()
    {
        var (person, id) = await VerifiedAsync("perdu@exemple.fr", "PERDU");
        using var open = await person.SignInAsync();
        using var browser = await AskedAsync(person);
        Assert.Contains("Un agent contrôle vos pièces", (await browser.GetAsync(Page)).Text);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        Assert.Contains("PERDU", (await rights.GetAsync("/gestion/secours")).Text);
        var check = await rights.GetAsync($"/gestion/secours/{id}");
        Assert.Contains("PERDU", check.Text);
        Assert.Equal(HttpStatusCode.OK, (await rights.GetAsync(check.Page.QuerySelector("a[download]")!.GetAttribute("href")!)).Status);
        Assert.Equal("/gestion/secours", (await DecideAsync(rights, id, "accepter")).Location);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM identity_document WHERE account_id = @id", new { id }));

        // The delay runs: nothing changes yet.
        var early = await browser.PostAsync(Page + "/remplacer");
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Contains("Il sera possible de remplacer le second facteur à partir du", early.Text);
        Assert.Equal("/connexion/code", (await browser.GetAsync("/connexion/second-facteur")).Location);
        await application.ExecuteAsync(
            "UPDATE factor_recovery SET ready_at = now() - interval '1 second' WHERE account_id = @id", new { id });
        Assert.Contains("Mettre en place un nouveau second facteur", (await browser.GetAsync(Page)).Text);
        var oldCode = person.RecoveryCodes[0];
        Assert.Equal("/connexion/second-facteur", (await browser.PostAsync(Page + "/remplacer")).Location);
        await person.EnrolAsync(browser);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/mon-compte")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await open.GetAsync("/mon-compte")).Status);
        using var later = new Visitor(application);
        await person.GivePasswordAsync(later);
        Assert.Equal(HttpStatusCode.OK, (await later.PostAsync("/connexion/code", ("code", oldCode))).Status);
        (await person.SignInAsync()).Dispose();
        Assert.Equal(["submitted", "accepted", "done"], await application.ScalarAsync<string[]>(
            "SELECT array_agg(replace(event, 'recovery-', '') ORDER BY id) FROM account_event WHERE account_id = @id AND event LIKE 'recovery-%'", new { id }) ?? []);
        var mails = await application.MailsToAsync(person.Email);
        Assert.Equal(2, mails.Count(mail => mail.Template == "factor-recovery"));
        Assert.True(mails.Count(mail => mail.Template == "security-changed") >= 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_StoppedByTheLinkOfItsMail_LeadsNowhere(bool accepted)
    {
        var (person, id) = await VerifiedAsync(accepted ? "arrete.tard@exemple.fr" : "arrete.tot@exemple.fr", "ARRETE" + accepted);
        using var browser = await AskedAsync(person);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        if (accepted)
            await DecideAsync(rights, id, "accepter");
        var link = await application.LinkToAsync(person.Email, "factor-recovery");
        using var owner = new Visitor(application);
        // A program that looks at links stops nothing.
        Assert.Contains("Arrêter cette demande", (await owner.GetAsync(link)).Text);
        Assert.Contains("La demande est arrêtée", (await owner.PostAsync(link)).Text);
        Assert.Contains("n’est plus en cours", (await owner.GetAsync(link)).Text);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM identity_document WHERE account_id = @id", new { id }));

        await application.ExecuteAsync(
            "UPDATE factor_recovery SET ready_at = now() - interval '1 second' WHERE account_id = @id AND ready_at IS NOT NULL",
            new { id });
        Assert.Equal(Page, (await browser.PostAsync(Page + "/remplacer")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await rights.GetAsync($"/gestion/secours/{id}")).Status);
        (await person.SignInAsync()).Dispose();
    }

    [Fact]
    public async Task SignIn_WithTheFactorThatWasSaidToBeLost_StopsTheRequest()
    {
        var (person, id) = await VerifiedAsync("retrouve@exemple.fr", "RETROUVE");
        using var browser = await AskedAsync(person);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var shown = (await rights.GetAsync($"/gestion/secours/{id}")).Page.ShownAt($"/gestion/secours/{id}");
        (await person.SignInAsync()).Dispose();
        // The operator who still looks at it decides on nothing.
        var late = await rights.PostAsync($"/gestion/secours/{id}", [("decision", "accepter"), .. shown]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("N’est plus en cours", late.Text);
        Assert.Equal("stopped",
            await application.ScalarAsync<string>("SELECT state FROM factor_recovery WHERE account_id = @id", new { id }));
        // Not again on the same day.
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(browser)).Status);
    }

    [Fact]
    public async Task Request_StoppedAndMadeAnewMeanwhile_IsNotDecidedUnseen()
    {
        var (person, id) = await VerifiedAsync("denouveau@exemple.fr", "DENOUVEAU");
        (await AskedAsync(person)).Dispose();
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var shown = (await rights.GetAsync($"/gestion/secours/{id}")).Page.ShownAt($"/gestion/secours/{id}");
        using (var owner = new Visitor(application))
            Assert.Contains("La demande est arrêtée",
                (await owner.PostAsync(await application.LinkToAsync(person.Email, "factor-recovery"))).Text);
        await application.ExecuteAsync(
            "UPDATE factor_recovery SET asked_at = asked_at - interval '2 days' WHERE account_id = @id", new { id });
        using var browser = await AskedAsync(person);

        Assert.Equal(HttpStatusCode.Conflict,
            (await rights.PostAsync($"/gestion/secours/{id}", [("decision", "accepter"), .. shown])).Status);
        Assert.Equal("submitted",
            await application.ScalarAsync<string>(
            "SELECT state FROM factor_recovery WHERE account_id = @id ORDER BY asked_at DESC LIMIT 1", new { id }));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM identity_document WHERE account_id = @id", new { id }));
    }

    [Fact]
    public async Task Request_Refused_IsToldWithItsReason()
    {
        var (person, id) = await VerifiedAsync("refuse.secours@exemple.fr", "REFUSESECOURS");
        using var browser = await AskedAsync(person);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await DecideAsync(rights, id, "refuser")).Status);
        Assert.Equal("/gestion/secours", (await DecideAsync(rights, id, "refuser", "La photo est floue.")).Location);
        var mail = (await application.MailsToAsync(person.Email))[^1];
        Assert.Equal(("factor-recovery", "La photo est floue.", ""), (mail.Template, mail.Values["note"], mail.Values["link"]));
        Assert.Equal(Page, (await browser.PostAsync(Page + "/remplacer")).Location);
    }

    [Fact]
    public async Task Request_WithoutPassword_OrWithoutAVerifiedIdentity_IsNotTaken()
    {
        using var stranger = new Visitor(application);
        Assert.Equal("/connexion", (await stranger.GetAsync(Page)).Location);
        Assert.Equal("/connexion", (await SendAsync(stranger)).Location);
        Assert.Equal("/connexion", (await stranger.PostAsync(Page + "/remplacer")).Location);

        var (person, first) = await LocalPerson.HolderAsync(application, "inconnu.secours@exemple.fr");
        first.Dispose();
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        Assert.Contains("jamais été vérifiée", (await browser.GetAsync(Page)).Text);
        Assert.Equal(Page, (await SendAsync(browser)).Location);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM factor_recovery r JOIN account a ON a.id = r.account_id WHERE a.email = @Email",
            new { person.Email }));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    public async Task Request_WithoutAReadableDocument_SaysHowToMendIt(byte[] document)
    {
        var (person, _) = await VerifiedAsync($"piece{document.Length}@exemple.fr", "PIECE" + document.Length);
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(browser, document)).Status);
    }

    private async Task<(LocalPerson Person, Guid Id)> VerifiedAsync(string email, string birthName)
    {
        var (person, browser) = await LocalPerson.HolderAsync(application, email);
        var id = await application.ScalarAsync<Guid>("SELECT id FROM account WHERE email = @email", new { email });
        await browser.DeclareAsync(birthName, HolderVisits.Jpeg);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "identite", "accepter")).Location);
        browser.Dispose();
        return (person, id);
    }

    /// <summary>A browser that gave the password and sent documents.</summary>
    private async Task<Visitor> AskedAsync(LocalPerson person)
    {
        var browser = new Visitor(application);
        Assert.Equal("/connexion/code", (await person.GivePasswordAsync(browser)).Location);
        Assert.Contains("J’ai perdu mon appareil", (await browser.GetAsync("/connexion/code")).Text);
        Assert.Equal(Page + "?fait=envoyee", (await SendAsync(browser)).Location);
        return browser;
    }

    private static async Task<Answer> SendAsync(Visitor browser, byte[]? document = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await browser.TokenAsync()), Visitor.TokenField } };
        var content = new ByteArrayContent(document ?? HolderVisits.Jpeg);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(content, "documents", "piece.jpg");
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, Page) { Content = form });
    }

    private static Task<Answer> DecideAsync(Visitor rights, Guid id, string decision, string note = "") =>
        rights.DecideAsync($"/gestion/secours/{id}", $"/gestion/secours/{id}", ("decision", decision), ("note", note));
}
