using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Marketplace.Bookings.Dossiers;

/// <summary>Dossiers with their lines, shares and deadlines.</summary>
public sealed class BookingsContext : MarketplaceContext
{
    public DbSet<BookingRow> Bookings => Set<BookingRow>();

    public DbSet<BookingLineRow> Lines => Set<BookingLineRow>();

    public DbSet<BookingShareRow> Shares => Set<BookingShareRow>();

    public DbSet<BookingDeadlineRow> Deadlines => Set<BookingDeadlineRow>();

    public DbSet<BookingMoveRow> Moves => Set<BookingMoveRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<BookingRow>(booking =>
        {
            booking.ToTable("booking");
            booking.Property(b => b.Number).ValueGeneratedOnAdd().Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            booking.Property(b => b.State).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            booking.Property(b => b.ControlState).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            booking.Property(b => b.BillingState).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            booking.Property(b => b.ChangedAt).ValueGeneratedOnAdd().Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            booking.Property(b => b.PaymentPlan).HasColumnType("jsonb");
            booking.Ignore(b => b.Version);
        });
        model.Entity<BookingLineRow>().ToTable("booking_line").HasKey(l => new { l.BookingId, l.Line });
        model.Entity<BookingShareRow>().ToTable("booking_share").HasKey(s => new { s.BookingId, s.Share });
        model.Entity<BookingDeadlineRow>(deadline =>
        {
            deadline.ToTable("booking_deadline");
            deadline.Property(d => d.Id).ValueGeneratedOnAdd();
        });
        model.Entity<BookingMoveRow>().ToTable("booking_move").HasKey(m => m.BookingId);
    }
}
