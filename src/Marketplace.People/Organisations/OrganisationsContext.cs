using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.People.Organisations;

/// <summary>Organisations, their members and invitations.</summary>
public sealed class OrganisationsContext : MarketplaceContext
{
    internal DbSet<OrganisationRow> Organisations => Set<OrganisationRow>();

    internal DbSet<MembershipRow> Memberships => Set<MembershipRow>();

    internal DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    /// <summary>Changes of one organisation's members wait for each other until the transaction ends.</summary>
    internal Task TakeTurnAsync(Guid organisation, CancellationToken cancel) =>
        Database.ExecuteSqlAsync($"SELECT FROM organisation WHERE id = {organisation} FOR UPDATE", cancel);

    protected override void Map(ModelBuilder model)
    {
        model.Entity<OrganisationRow>(organisation =>
        {
            organisation.ToTable("organisation");
            organisation.HasMany(o => o.Establishments).WithOne().HasForeignKey(e => e.OrganisationId);
            organisation.HasMany(o => o.Memberships).WithOne().HasForeignKey(m => m.OrganisationId);
        });
        model.Entity<EstablishmentRow>().ToTable("organisation_siret").HasKey(e => new { e.OrganisationId, e.Siret });
        model.Entity<MembershipRow>().ToTable("membership").HasKey(m => new { m.OrganisationId, m.AccountId });
        model.Entity<InvitationRow>().ToTable("invitation");
        model.Entity<MemberAccount>().ToView("account");
    }
}
