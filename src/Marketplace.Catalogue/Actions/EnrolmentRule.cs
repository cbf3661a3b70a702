namespace Marketplace.Catalogue.Actions;

/// <summary>
/// The one rule of who can still enrol: pages ask it, documents of search are built by it, bookings are decided by it.
/// Days are those of Paris (<see cref="Platform.Time.ParisTime.Today"/>). The engines of search, which know no
/// catalogue, count the same days over documents (<c>SessionRules</c>); a test holds both together.
/// </summary>
public static class EnrolmentRule
{
    /// <summary>
    /// The last day on which one may enter a session: its first day; with permanent entry, or without a first day, its
    /// end; <see cref="DateOnly.MaxValue"/> when that is not said either.
    /// </summary>
    public static DateOnly LastDay(bool permanentEntry, DateOnly? start, DateOnly? end) =>
        !permanentEntry && start is { } first ? first : end ?? DateOnly.MaxValue;

    /// <summary>Seats that nobody has taken; null when the capacity is not known: EDOF's files do not say it.</summary>
    public static int? SeatsLeft(int? capacity, int taken) => capacity is { } seats ? Math.Max(0, seats - taken) : null;

    /// <summary>Whether a session takes enrolments as long as it is not past. Unknown seats are no reason to refuse.</summary>
    /// <param name="open">The provider's word (<c>etat-recrutement</c>).</param>
    public static bool Takes(bool open, int? seatsLeft) => open && seatsLeft != 0;

    /// <summary>Whether one can enrol in a session on a day. What is past is past, whatever its provider says of it.</summary>
    /// <param name="lastDay">See <see cref="LastDay"/>.</param>
    /// <param name="open">The provider's word (<c>etat-recrutement</c>).</param>
    public static Availability On(DateOnly day, DateOnly lastDay, bool open, int? seatsLeft) =>
        lastDay < day ? Availability.Past
        : !open ? Availability.Closed
        : Takes(open, seatsLeft) ? Availability.Available
        : Availability.Full;
}
