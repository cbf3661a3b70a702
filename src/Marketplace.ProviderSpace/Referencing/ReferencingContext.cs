using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>Referencings with their clocks.</summary>
public sealed class ReferencingContext : MarketplaceContext
{
    internal DbSet<ReferencingRow> Referencings => Set<ReferencingRow>();

    internal DbSet<ReferencingDeadlineRow> Deadlines => Set<ReferencingDeadlineRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<ReferencingRow>(row =>
        {
            row.ToTable("referencing");
            row.Property(r => r.State).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            row.Property(r => r.ChangedAt).ValueGeneratedOnAdd().Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            row.Property(r => r.Content).HasColumnType("jsonb");
            row.Ignore(r => r.Version).Ignore(r => r.Application);
        });
        model.Entity<ReferencingDeadlineRow>(deadline =>
        {
            deadline.ToTable("referencing_deadline");
            deadline.Property(d => d.Id).ValueGeneratedOnAdd();
        });
    }
}
