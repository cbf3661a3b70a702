using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Organisations;

/// <summary>The limit of a member to some establishments.</summary>
public sealed class EstablishmentTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task AccessManager_IsNeverLimited_SinceTheyCouldLiftIt()
    {
        var (manager, member, organisation, siret) = await PairAsync("limite");
        await ChangeAsync(manager, member, organisation, ("roles", "billing"), ("sirets", siret));
        Assert.Equal([siret], await LimitAsync(organisation, member) ?? []);
        await ChangeAsync(manager, member, organisation, ("roles", Roles.AccessManager), ("sirets", siret));
        Assert.Null(await LimitAsync(organisation, member));
    }

    [Fact]
    public async Task InvitationsOfAManager_EndWithTheirRole()
    {
        var (manager, member, organisation, _) = await PairAsync("partant");
        await ChangeAsync(manager, member, organisation, ("roles", Roles.AccessManager));
        await member.Browser.PostAsync(
            $"/organisations/{organisation}/membres/inviter", ("email", "complice@of.example"), ("roles", Roles.AccessManager));
        Assert.Equal(1, await WaitingAsync(organisation));
        await ChangeAsync(manager, member, organisation, ("roles", "billing"));
        Assert.Equal(0, await WaitingAsync(organisation));
    }

    private async Task<(Professional Manager, Professional Member, Guid Organisation, string Siret)> PairAsync(string name)
    {
        var manager = await Professional.SignedInAsync(application, $"{name}.gestion@of.example");
        var member = await Professional.SignedInAsync(application, $"{name}.membre@of.example");
        var organisation = await Professional.OrganisationAsync(
            application, "provider", (manager, [Roles.AccessManager]), (member, ["billing"]));
        var siret = (await application.ScalarAsync<string>("""
            INSERT INTO organisation_siret (organisation_id, siret, kind)
            SELECT @organisation, lpad((random() * 1e13)::bigint::text, 14, '8'), 'provider' FROM generate_series(1, 2) RETURNING siret
            """, new { organisation }))!;
        return (manager, member, organisation, siret);
    }

    private static async Task ChangeAsync(Professional manager, Professional member, Guid organisation, params (string, string)[] fields) =>
        Assert.EndsWith("?fait=change",
            (await manager.Browser.DecideAsync(
            $"/organisations/{organisation}/membres", $"/organisations/{organisation}/membres/changer",
            [("membre", member.Id.ToString()), .. fields])).Location);

    private Task<string[]?> LimitAsync(Guid organisation, Professional member) =>
        application.ScalarAsync<string[]>(
            "SELECT sirets FROM membership WHERE organisation_id = @organisation AND account_id = @Id", new { organisation, member.Id });

    private Task<long> WaitingAsync(Guid organisation) => application.ScalarAsync<long>(
        "SELECT count(*) FROM invitation WHERE organisation_id = @organisation AND revoked_at IS NULL AND accepted_at IS NULL",
        new { organisation });
}
