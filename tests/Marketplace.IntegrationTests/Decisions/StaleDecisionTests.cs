using System.Net;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.IntegrationTests.Pages;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Xunit;

namespace Marketplace.IntegrationTests.Decisions;

/// <summary>
/// Somebody opens a page, something changes, and they decide on what they saw: nothing is decided, and they are told what changed.
/// </summary>
public sealed class StaleDecisionTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Identity_RefusedAndDeclaredAnewMeanwhile_IsNotAcceptedUnseen()
    {
        var (id, browser) = await application.HolderAsync("vue@exemple.fr");
        await browser.DeclareAsync("PREMIERE", HolderVisits.Jpeg);
        using var slow = await Visitor.SignedInAsync(application, "operator-rights");
        var shown = await OpenAsync(slow, Check(id), Check(id) + "/identite");
        using var quick = await Visitor.SignedInAsync(application, "operator-rights");
        await quick.DecideAsync(id, "identite", "refuser", "La photo est floue.");
        await browser.DeclareAsync("SECONDE", HolderVisits.Jpeg);

        var answer = Stale(await slow.PostAsync(Check(id) + "/identite", [("decision", "accepter"), ("note", "Bienvenue."), .. shown]));
        Assert.Contains("Nom de naissance Vous aviez vu : PREMIERE Maintenant : SECONDE", answer.Text);
        Assert.Contains("Bienvenue.", answer.Text);
        Assert.Equal("submitted", await StatusAsync("identity_status", id));
        // What changed was read: now it can be decided.
        Assert.Equal("/gestion/identites", (await slow.DecideAsync(id, "identite", "accepter")).Location);
    }

    [Fact]
    public async Task Identity_SameValuesWithOtherDocuments_IsNotAcceptedUnseen()
    {
        var (id, browser) = await application.HolderAsync("pieces@exemple.fr");
        await browser.DeclareAsync("PAREILLE", HolderVisits.Jpeg);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var shown = await OpenAsync(rights, Check(id), Check(id) + "/identite");
        await rights.DecideAsync(id, "identite", "refuser", "La photo est floue.");
        await browser.DeclareAsync("PAREILLE", HolderVisits.Pdf);
        Stale(await rights.PostAsync(Check(id) + "/identite", [("decision", "accepter"), .. shown]));
        Assert.Equal("submitted", await StatusAsync("identity_status", id));
    }

    [Fact]
    public async Task Identity_DecidedMeanwhile_IsSaidWithoutShowingTheFile()
    {
        var (id, browser) = await application.HolderAsync("decidee@exemple.fr");
        await browser.DeclareAsync("DECIDEE", HolderVisits.Jpeg);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var shown = await OpenAsync(rights, Check(id), Check(id) + "/identite");
        await rights.DecideAsync(id, "identite", "accepter");
        var answer = Stale(await rights.PostAsync(Check(id) + "/identite", [("decision", "refuser"), ("note", "Non."), .. shown]));
        Assert.Contains("Vous aviez vu : À contrôler Maintenant : Vérifiée sur pièces", answer.Text);
        Assert.DoesNotContain("DECIDEE", answer.Text);
        Assert.Equal("verified", await StatusAsync("identity_status", id));
    }

    [Fact]
    public async Task Number_RefusedAndAnotherEnteredMeanwhile_IsNotTiedUnseen()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.VerifiedAsync(rights, "numero.vu@exemple.fr", "NUMEROVU");
        await browser.EnterAsync(HolderVisits.Number(61), "Autrement");
        var shown = await OpenAsync(rights, Check(id), Check(id) + "/numero");
        await rights.DecideAsync(id, "numero", "refuser", "Vérifiez le numéro.");
        // With the same findings: the page would look the same.
        await browser.EnterAsync(HolderVisits.Number(62), "Autrement");
        Stale(await rights.PostAsync(Check(id) + "/numero", [("decision", "accepter"), .. shown]));
        Assert.Equal("mismatch", await StatusAsync("nir_status", id));
    }

    [Fact]
    public async Task Account_SuspendedAnewMeanwhile_IsNotReopenedForTheOlderReason()
    {
        var (id, _) = await application.HolderAsync("suspendu.vu@exemple.fr");
        using var fraud = await Visitor.SignedInAsync(application, "operator-fraud");
        var file = $"/gestion/titulaires/{id}";
        await fraud.PostAsync($"/gestion/motif/{id}", ("reason", StatedReasons.Choices[4]));
        foreach (var (path, yes, no, column) in new[]
        {
            ("/suspendre", "suspendre", "rouvrir", "SELECT disabled_at IS NOT NULL FROM account WHERE id = @id"),
            ("/contentieux", "conserver", "lever", "SELECT EXISTS (SELECT FROM litigation_hold WHERE subject_id = @id)"),
        })
        {
            await fraud.DecideAsync(file, file + path, ("decision", yes));
            var shown = await OpenAsync(fraud, file, file + path);
            await fraud.DecideAsync(file, file + path, ("decision", no));
            await fraud.DecideAsync(file, file + path, ("decision", yes));
            Stale(await fraud.PostAsync(file + path, [("decision", no), .. shown]));
            Assert.True(await application.ScalarAsync<bool>(column, new { id }));
        }
    }

    [Fact]
    public async Task Membership_ChangedOrEndedMeanwhile_IsNotOverwritten()
    {
        var (manager, member, organisation) = await PairAsync("perime");
        var members = $"/organisations/{organisation}/membres";
        var who = ("membre", member.Id.ToString());
        var shown = await OpenAsync(manager.Browser, members, members + "/changer", who);
        await manager.Browser.DecideAsync(members, members + "/changer", who, ("roles", "billing"));
        var answer = Stale(await manager.Browser.PostAsync(members + "/changer", [who, ("roles", "catalogue-editor"), .. shown]));
        Assert.Contains("Rôles Vous aviez vu : Organisme de formation : inscriptions Maintenant : Organisme de formation : facturation",
            answer.Text);
        Stale(await manager.Browser.PostAsync(members + "/retirer", [who, .. shown]));
        Assert.Equal(["billing"],
            await application.ScalarAsync<string[]>("SELECT roles FROM membership WHERE account_id = @Id", new { member.Id }) ?? []);

        shown = await OpenAsync(manager.Browser, members, members + "/retirer", who);
        await manager.Browser.DecideAsync(members, members + "/retirer", who);
        Assert.Contains("Il n’y en a plus",
            Stale(await manager.Browser.PostAsync(members + "/changer", [who, ("roles", "billing"), .. shown])).Text);
    }

    [Fact]
    public async Task Membership_ChangedAndChangedBackMeanwhile_IsNotWhatWasSeen()
    {
        var (manager, member, organisation) = await PairAsync("retour");
        var members = $"/organisations/{organisation}/membres";
        var who = ("membre", member.Id.ToString());
        var shown = await OpenAsync(manager.Browser, members, members + "/changer", who);
        await manager.Browser.DecideAsync(members, members + "/changer", who, ("roles", "billing"));
        await manager.Browser.DecideAsync(members, members + "/changer", who, ("roles", "bookings"));
        Stale(await manager.Browser.PostAsync(members + "/changer", [who, ("roles", "catalogue-editor"), .. shown]));
        Assert.Equal(["bookings"],
            await application.ScalarAsync<string[]>("SELECT roles FROM membership WHERE account_id = @Id", new { member.Id }) ?? []);
    }

    [Fact]
    public async Task Invitation_AcceptedMeanwhile_IsNotTakenBackAsIfItWaited()
    {
        var (manager, _, organisation) = await PairAsync("acceptee");
        var members = $"/organisations/{organisation}/membres";
        await manager.Browser.PostAsync(members + "/inviter", ("email", "vite@of.example"), ("roles", "billing"));
        var invitation = await application.ScalarAsync<Guid>("SELECT id FROM invitation WHERE email = 'vite@of.example'");
        var invited = await Professional.SignedInAsync(application, "vite@of.example");
        await invited.Browser.PostAsync(await application.LinkToAsync("vite@of.example", "invitation"));
        Assert.Contains("Maintenant : Acceptée",
            Stale(await manager.Browser.PostAsync(members + "/invitation/retirer", ("invitation", invitation.ToString()))).Text);
    }

    [Fact]
    public async Task Missions_ChangedMeanwhile_AreNotOverwritten_NorAccessGivenOverThem()
    {
        const string Agents = "/gestion/agents";
        using var administrator = await Visitor.SignedInAsync(application, "operator-administrator");
        var address = ("email", "missions.vues@service.example");
        await administrator.DecideAsync(Agents, Agents, address, ("givenNames", "Noé"), ("familyName", "Roux"), ("missions", "support"));
        var agent = await application.ScalarAsync<Guid>("SELECT id FROM account WHERE email = 'missions.vues@service.example'");
        var who = ("agent", agent.ToString());
        var one = await OpenAsync(administrator, Agents, Agents + "/missions", who);
        var all = await OpenAsync(administrator, Agents, Agents);
        await administrator.DecideAsync(Agents, Agents + "/missions", who, ("missions", "control"));

        Stale(await administrator.PostAsync(Agents + "/missions", [who, ("missions", "fraud"), .. one]));
        var answer = Stale(await administrator.PostAsync(
            Agents, [address, ("givenNames", "Noé"), ("familyName", "Roux"), ("missions", "support"), .. all]));
        Assert.Contains("missions.vues@service.example Vous aviez vu", answer.Text);
        Assert.Equal(["control"],
            await application.ScalarAsync<string[]>(
            "SELECT array_agg(mission) FROM operator_mission WHERE account_id = @agent", new { agent }) ?? []);
    }

    /// <summary>Whoever sends a form of ours without what it showed, or with something else, saw nothing.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"Version\":null,\"Facts\":null}")]
    [InlineData("{\"Version\":\"\",\"Facts\":[null]}")]
    [InlineData("{\"Version\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"Facts\":[{\"Label\":\"\\u00C9tat\",\"Value\":\"<script>\"}]}")]
    public async Task Decision_WithoutWhatWasShown_IsNotTaken(string shown)
    {
        var (id, browser) = await application.HolderAsync($"sans{Guid.NewGuid():N}@exemple.fr");
        await browser.DeclareAsync("SANS", HolderVisits.Jpeg);
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var answer = Stale(await rights.PostAsync(Check(id) + "/identite", ("decision", "accepter"), ("vu", shown)));
        Assert.DoesNotContain("<script>", answer.Html);
        Assert.Equal("submitted", await StatusAsync("identity_status", id));
    }

    private static string Check(Guid holder) => $"/gestion/identites/{holder}";

    private static async Task<IReadOnlyList<(string, string)>> OpenAsync(
        Visitor visitor, string page, string path, params (string, string)[] fields)
    {
        var shown = (await visitor.GetAsync(page)).Page.ShownAt(path, fields);
        Assert.Single(shown);
        return shown;
    }

    private static Answer Stale(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Décision non enregistrée", answer.Text);
        PageStructure.AssertFrame(answer.Page);
        PageStructure.AssertIds(answer.Page);
        return answer;
    }

    private async Task<(Professional Manager, Professional Member, Guid Organisation)> PairAsync(string name)
    {
        var manager = await Professional.SignedInAsync(application, $"chef.{name}@of.example");
        var member = await Professional.SignedInAsync(application, $"membre.{name}@of.example");
        return (manager, member,
            await Professional.OrganisationAsync(application, "provider", (manager, [Roles.AccessManager]), (member, ["bookings"])));
    }

    private Task<string?> StatusAsync(string column, Guid id) =>
        application.ScalarAsync<string>($"SELECT {column} FROM holder WHERE account_id = @id", new { id });
}
