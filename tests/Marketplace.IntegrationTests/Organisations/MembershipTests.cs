using System.Net;
using Marketplace.Catalogue.Providers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Organisations;

public sealed class MembershipTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task LastAccessManager_RemovedOrDowngraded_StaysAsTheyAre()
    {
        var manager = await Professional.SignedInAsync(application, "derniere@of.example");
        var organisation = await Professional.OrganisationAsync(application, "provider", (manager, [Roles.AccessManager]));
        var removal = await manager.Browser.DecideAsync(
            $"/organisations/{organisation}/membres", $"/organisations/{organisation}/membres/retirer", ("membre", manager.Id.ToString()));
        var downgrade = await manager.Browser.DecideAsync(
            $"/organisations/{organisation}/membres", $"/organisations/{organisation}/membres/changer", ("membre", manager.Id.ToString()),
            ("roles", "billing"));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (removal.Status, downgrade.Status));
        Assert.Contains("la dernière à gérer les accès", removal.Text);
        Assert.Equal([Roles.AccessManager], await RolesAsync(organisation, manager));
    }

    [Fact]
    public async Task TwoAccessManagers_RemovingEachOtherAtTheSameTime_LeaveOne()
    {
        var memberships = application.Services.GetRequiredService<Memberships>();
        var first = await Professional.SignedInAsync(application, "un@of.example");
        var second = await Professional.SignedInAsync(application, "deux@of.example");
        for (var round = 0; round < 10; round++)
        {
            var organisation = await Professional.OrganisationAsync(
                application, "provider", (first, [Roles.AccessManager]), (second, [Roles.AccessManager, "billing"]));
            var seen = (await memberships.ListAsync(organisation, TestContext.Current.CancellationToken))
                .ToDictionary(m => m.AccountId, m => m.Version);
            var changes = await Task.WhenAll(
                memberships.ChangeAsync(
                organisation, first.Id, seen[first.Id], [], null, new Actor(second.Id, Roles.AccessManager, organisation),
                TestContext.Current.CancellationToken),
                memberships.ChangeAsync(
                organisation, second.Id, seen[second.Id], ["billing"], null, new Actor(first.Id, Roles.AccessManager, organisation),
                TestContext.Current.CancellationToken));
            Assert.Equal([MembershipChange.Done, MembershipChange.LastAccessManager], changes.Order());
        }
    }

    [Fact]
    public async Task Removal_EndsAccessAtOnce()
    {
        var (manager, member, organisation) = await PairAsync("retrait");
        Assert.Equal(HttpStatusCode.OK, (await member.Browser.GetAsync($"/organisations/{organisation}")).Status);
        Assert.EndsWith("?fait=retire",
            (await manager.Browser.DecideAsync(
            $"/organisations/{organisation}/membres", $"/organisations/{organisation}/membres/retirer", ("membre", member.Id.ToString())))
            .Location);
        Assert.NotEqual(HttpStatusCode.OK, (await member.Browser.GetAsync($"/organisations/{organisation}")).Status);
        Assert.DoesNotContain(organisation.ToString(), (await member.Browser.GetAsync("/espace")).Html);
    }

    [Fact]
    public async Task Downgrade_EndsTheRightAtOnce()
    {
        var first = await Professional.SignedInAsync(application, "avant@of.example");
        var second = await Professional.SignedInAsync(application, "apres@of.example");
        var organisation = await Professional.OrganisationAsync(
            application, "provider", (first, [Roles.AccessManager]), (second, [Roles.AccessManager]));
        Assert.Equal(HttpStatusCode.OK, (await second.Browser.GetAsync($"/organisations/{organisation}/membres")).Status);
        await first.Browser.DecideAsync(
            $"/organisations/{organisation}/membres", $"/organisations/{organisation}/membres/changer", ("membre", second.Id.ToString()),
            ("roles", "billing"));
        Assert.Equal(HttpStatusCode.Forbidden, (await second.Browser.GetAsync($"/organisations/{organisation}/membres")).Status);
    }

    [Fact]
    public async Task ManagerOfAnotherOrganisation_FindsNothingAndChangesNothing()
    {
        var (manager, member, organisation) = await PairAsync("chez.nous");
        var (stranger, _, _) = await PairAsync("ailleurs");
        await manager.Browser.PostAsync(
            $"/organisations/{organisation}/membres/inviter", ("email", "attend@of.example"), ("roles", "billing"));
        var invitation = await application.ScalarAsync<Guid>("SELECT id FROM invitation WHERE email = 'attend@of.example'");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.GetAsync($"/organisations/{organisation}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.GetAsync($"/organisations/{organisation}/membres")).Status);
        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ("inviter", [("email", "complice@of.example"), ("roles", Roles.AccessManager)]),
            ("changer", [("membre", member.Id.ToString()), ("roles", Roles.AccessManager)]),
            ("retirer", [("membre", member.Id.ToString())]),
            ("invitation/retirer", [("invitation", invitation.ToString())]),
        })
            Assert.Equal(HttpStatusCode.NotFound,
                (await stranger.Browser.PostAsync($"/organisations/{organisation}/membres/{path}", fields)).Status);
        Assert.Equal(["bookings"], await RolesAsync(organisation, member));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM invitation WHERE organisation_id = @organisation AND revoked_at IS NULL", new { organisation }));
    }

    [Fact]
    public async Task IdsOfAnotherOrganisation_UnderOnesOwnAddress_AreNotFound()
    {
        var (manager, _, own) = await PairAsync("ici");
        var (strangersManager, stranger, other) = await PairAsync("labas");
        await strangersManager.Browser.PostAsync(
            $"/organisations/{other}/membres/inviter", ("email", "la.bas@of.example"), ("roles", "billing"));
        var invitation = await application.ScalarAsync<Guid>("SELECT id FROM invitation WHERE email = 'la.bas@of.example'");
        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ("changer", [("membre", stranger.Id.ToString()), ("roles", "billing")]),
            ("retirer", [("membre", stranger.Id.ToString())]),
            ("invitation/retirer", [("invitation", invitation.ToString())]),
        })
            Assert.Equal(HttpStatusCode.NotFound, (await manager.Browser.PostAsync($"/organisations/{own}/membres/{path}", fields)).Status);
        Assert.Equal(["bookings"], await RolesAsync(other, stranger));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM invitation WHERE id = @invitation AND revoked_at IS NULL", new { invitation }));
    }

    [Fact]
    public async Task Creation_SiretOfAnotherOrganisation_IsRefusedAndMakesNothing()
    {
        using var administrator = await Visitor.SignedInAsync(application, "operator-administrator");
        var (mine, theirs) = (Siret.WithCheckDigit("8880010000001"), Siret.WithCheckDigit("8880010000002"));
        Assert.EndsWith("?fait=cree", (await CreateAsync(administrator, "Première", theirs)).Location);
        var refused = await CreateAsync(administrator, "Seconde", $"{mine} {theirs}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("appartient déjà à une organisation", refused.Text);
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT count(*)::int FROM organisation WHERE name = 'Seconde'"));
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM organisation_siret WHERE siret = @mine", new { mine }));
        Assert.Empty(await application.MailsToAsync("seconde@of.example"));
    }

    private static Task<Answer> CreateAsync(Visitor administrator, string name, string sirets) =>
        administrator.PostAsync("/gestion/organisations",
        ("kind", "provider"), ("name", name), ("sirets", sirets), ("email", (name == "Seconde" ? "seconde" : "premiere") + "@of.example"));

    private async Task<(Professional Manager, Professional Member, Guid Organisation)> PairAsync(string name)
    {
        var manager = await Professional.SignedInAsync(application, $"chef.{name}@of.example");
        var member = await Professional.SignedInAsync(application, $"membre.{name}@of.example");
        return (manager, member,
            await Professional.OrganisationAsync(application, "provider", (manager, [Roles.AccessManager]), (member, ["bookings"])));
    }

    private async Task<string[]> RolesAsync(Guid organisation, Professional who) =>
        await application.ScalarAsync<string[]>(
            "SELECT roles FROM membership WHERE organisation_id = @organisation AND account_id = @Id", new { organisation, who.Id }) ?? [];
}
