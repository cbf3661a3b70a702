using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Bookings.Closures;

/// <summary>Closing days of establishments.</summary>
public sealed class ClosuresContext : MarketplaceContext
{
    public DbSet<ClosureRow> Closures => Set<ClosureRow>();

    protected override void Map(ModelBuilder model) => model.Entity<ClosureRow>().ToTable("closed_days");
}

/// <summary>Days on which an establishment answers nobody.</summary>
public sealed class ClosureRow : EditedRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required string Siret { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }
    public required DateTimeOffset DeclaredAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }
}
