using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>Offers that are being written.</summary>
public sealed class DraftsContext : MarketplaceContext
{
    public DbSet<OfferDraftRow> Drafts => Set<OfferDraftRow>();

    protected override void Map(ModelBuilder model) => model.Entity<OfferDraftRow>(draft =>
    {
        draft.ToTable("offer_draft");
        draft.Property(d => d.Base).HasColumnType("jsonb");
        draft.Property(d => d.Content).HasColumnType("jsonb");
    });
}

/// <summary>An offer that is being written: a new one, or a published one that is being changed.</summary>
public sealed class OfferDraftRow : EditedRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required string Siret { get; init; }
    /// <summary>The offer's, by which a file and a form mean the same.</summary>
    public required string Number { get; init; }
    /// <summary>For lists.</summary>
    public required string Title { get; set; }
    /// <summary>Version of the published offer that it changes; empty for a new one.</summary>
    public required string Shown { get; set; }
    /// <summary>That offer as <see cref="DraftContent"/>, to tell what changed on either side.</summary>
    public string? Base { get; set; }
    /// <summary>A <see cref="DraftContent"/>.</summary>
    public required string Content { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }
}
