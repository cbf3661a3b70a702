using Marketplace.Platform.Data.Editing;

namespace Marketplace.Bookings.Dossiers;

/// <summary>A share of the price, frozen at acceptance, and what the end made of it; all cents.</summary>
public sealed class BookingLineRow : EditedRow
{
    public required Guid BookingId { get; init; }
    public required short Line { get; init; }

    /// <summary>fixed-participation, dotation, annual-rights, volunteering, top-up or learner.</summary>
    public required string Source { get; init; }
    public string? Kind { get; init; }
    public required long Amount { get; init; }
    public long? Used { get; set; }
    public long? Returned { get; set; }
    public long? Kept { get; set; }
    public long? Credit { get; set; }
}

/// <summary>What of a line comes from which bucket of the ledger. In this order they are reserved.</summary>
public sealed class BookingShareRow : EditedRow
{
    public required Guid BookingId { get; init; }
    public required short Share { get; init; }
    public required short Line { get; init; }
    public required long Bucket { get; init; }
    public required long Amount { get; init; }
}

/// <summary>A moment by which something happens by itself; see <c>Deadlines</c>.</summary>
public sealed class BookingDeadlineRow : EditedRow
{
    public long Id { get; private set; }
    public required Guid BookingId { get; init; }

    /// <summary>An event by the clock of <see cref="BookingProcess"/>.</summary>
    public required string Event { get; init; }

    /// <summary>The first moment that is too late.</summary>
    public required DateTimeOffset DueAt { get; set; }
    public bool Extended { get; set; }
    public string? ExtensionReason { get; set; }
    public DateTimeOffset? RemindedAt { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public string? Outcome { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? NextTryAt { get; set; }
    public DateTimeOffset? SetAsideAt { get; set; }
    public string? Error { get; set; }
}

/// <summary>Another session of the same action that one side asked for and the other has not answered.</summary>
public sealed class BookingMoveRow : EditedRow
{
    public required Guid BookingId { get; init; }
    public required long SessionId { get; set; }

    /// <summary>learner or provider.</summary>
    public required string AskedBy { get; set; }
    public required DateTimeOffset AskedAt { get; set; }
}
