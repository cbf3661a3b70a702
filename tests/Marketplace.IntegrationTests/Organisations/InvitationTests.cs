using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Organisations;

public sealed class InvitationTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Invitation_AcceptedWithTheInvitedAddress_GivesTheRoles()
    {
        var (organisation, manager) = await ProviderAsync("gestion1@of.example");
        var link = await InviteAsync(manager, organisation, "Nouvelle@OF.example", "bookings");
        var invited = await Professional.SignedInAsync(application, "nouvelle@of.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await invited.Browser.GetAsync($"/organisations/{organisation}")).Status);
        Assert.Contains("Organisme de formation : inscriptions", (await invited.Browser.GetAsync(link)).Text);
        Assert.Equal("/espace", (await invited.Browser.PostAsync(link)).Location);
        Assert.Equal(HttpStatusCode.OK, (await invited.Browser.GetAsync($"/organisations/{organisation}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await invited.Browser.GetAsync($"/organisations/{organisation}/membres")).Status);
    }

    [Fact]
    public async Task Invitation_OtherAddress_IsRefusedAndStillServesTheRightOne()
    {
        var (organisation, manager) = await ProviderAsync("gestion2@of.example");
        var link = await InviteAsync(manager, organisation, "juste@of.example", "bookings");
        var other = await Professional.SignedInAsync(application, "fausse@of.example");
        var refused = await other.Browser.PostAsync(link);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("à une autre adresse que la vôtre", refused.Text);
        Assert.Equal(0, await RolesCountAsync(organisation, other.Id));
        var right = await Professional.SignedInAsync(application, "juste@of.example");
        Assert.Equal("/espace", (await right.Browser.PostAsync(link)).Location);
    }

    [Fact]
    public async Task Invitation_UsedTwice_IsRefused()
    {
        var (organisation, manager) = await ProviderAsync("gestion3@of.example");
        var link = await InviteAsync(manager, organisation, "deux@of.example", "bookings");
        var invited = await Professional.SignedInAsync(application, "deux@of.example");
        Assert.Equal("/espace", (await invited.Browser.PostAsync(link)).Location);
        await manager.Browser.DecideAsync(
            $"/organisations/{organisation}/membres", $"/organisations/{organisation}/membres/retirer", ("membre", invited.Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, (await invited.Browser.PostAsync(link)).Status);
        Assert.Equal(0, await RolesCountAsync(organisation, invited.Id));
    }

    [Theory]
    [InlineData("expires_at = now() - interval '1 second'")]
    [InlineData("revoked_at = now()")]
    public async Task Invitation_ExpiredOrRevoked_IsRefused(string state)
    {
        var email = $"finie{Guid.NewGuid():N}@of.example";
        var (organisation, manager) = await ProviderAsync("g" + email);
        var link = await InviteAsync(manager, organisation, email, "bookings");
        await application.ExecuteAsync($"UPDATE invitation SET {state} WHERE email = @email", new { email });
        var invited = await Professional.SignedInAsync(application, email);
        Assert.Equal(HttpStatusCode.NotFound, (await invited.Browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await invited.Browser.PostAsync(link)).Status);
        Assert.Equal(0, await RolesCountAsync(organisation, invited.Id));
    }

    [Fact]
    public async Task Invitation_TakenBackOnThePage_IsRefused()
    {
        var (organisation, manager) = await ProviderAsync("gestion5@of.example");
        var link = await InviteAsync(manager, organisation, "reprise@of.example", "bookings");
        var id = await application.ScalarAsync<Guid>("SELECT id FROM invitation WHERE email = 'reprise@of.example'");
        Assert.EndsWith("?fait=reprise",
            (await manager.Browser.PostAsync($"/organisations/{organisation}/membres/invitation/retirer", ("invitation", id.ToString())))
            .Location);
        var invited = await Professional.SignedInAsync(application, "reprise@of.example");
        Assert.Equal(HttpStatusCode.NotFound, (await invited.Browser.PostAsync(link)).Status);
    }

    [Fact]
    public async Task Invitation_NewerOneToTheSameAddress_EndsTheOlder()
    {
        var (organisation, manager) = await ProviderAsync("gestion6@of.example");
        var older = await InviteAsync(manager, organisation, "encore@of.example", AccessManager);
        await InviteAsync(manager, organisation, "encore@of.example", "billing");
        var invited = await Professional.SignedInAsync(application, "encore@of.example");
        Assert.Equal(HttpStatusCode.NotFound, (await invited.Browser.PostAsync(older)).Status);
    }

    [Fact]
    public async Task Invitation_OfAMember_IsNotSent()
    {
        var (organisation, manager) = await ProviderAsync("gestion7@of.example");
        var member = await Professional.SignedInAsync(application, "membre7@of.example");
        await application.ExecuteAsync(
            "INSERT INTO membership (organisation_id, account_id, roles) VALUES (@organisation, @Id, '{billing}')",
            new { organisation, member.Id });
        var answer = await manager.Browser.PostAsync(
            $"/organisations/{organisation}/membres/inviter", ("email", "Membre7@of.example"), ("roles", "bookings"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("déjà membre", answer.Text);
        Assert.Empty(await application.MailsToAsync("membre7@of.example"));
    }

    [Fact]
    public async Task Invitation_AcceptedByWhoBecameAMember_WidensNeitherRolesNorEstablishments()
    {
        var (organisation, manager) = await ProviderAsync("gestion8@of.example");
        var link = await InviteAsync(manager, organisation, "membre8@of.example", "bookings");
        var member = await Professional.SignedInAsync(application, "membre8@of.example");
        await application.ExecuteAsync("INSERT INTO membership (organisation_id, account_id, roles, sirets) VALUES (@organisation, @Id, '{billing}', '{12345678901234}')", new { organisation, member.Id });
        var answer = await member.Browser.PostAsync(link);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("déjà membre", answer.Text);
        Assert.Equal("billing 12345678901234", await application.ScalarAsync<string>(
            "SELECT array_to_string(roles, ',') || ' ' || array_to_string(sirets, ',') FROM membership WHERE account_id = @Id",
            new { member.Id }));
    }

    [Theory]
    [InlineData("operator-administrator")]
    [InlineData("funder-staff")]
    [InlineData("root")]
    public async Task Invitation_RoleOfAnotherKind_IsRefused(string role)
    {
        var (organisation, manager) = await ProviderAsync($"gestion-{role}@of.example");
        var answer = await manager.Browser.PostAsync(
            $"/organisations/{organisation}/membres/inviter", ("email", "x@of.example"), ("roles", role));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM invitation WHERE organisation_id = @organisation", new { organisation }));
    }

    private const string AccessManager = Roles.AccessManager;

    private async Task<(Guid Organisation, Professional Manager)> ProviderAsync(string email)
    {
        var manager = await Professional.SignedInAsync(application, email);
        return (await Professional.OrganisationAsync(application, "provider", (manager, [AccessManager])), manager);
    }

    private async Task<string> InviteAsync(Professional manager, Guid organisation, string email, string role)
    {
        var answer = await manager.Browser.PostAsync($"/organisations/{organisation}/membres/inviter", ("email", email), ("roles", role));
        Assert.EndsWith("?fait=invite", answer.Location);
        return await application.LinkToAsync(email.ToLowerInvariant(), "invitation");
    }

    private Task<int> RolesCountAsync(Guid organisation, Guid account) =>
        application.ScalarAsync<int>(
            "SELECT count(*)::int FROM membership WHERE organisation_id = @organisation AND account_id = @account",
            new { organisation, account });
}
