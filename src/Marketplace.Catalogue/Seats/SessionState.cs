namespace Marketplace.Catalogue.Seats;

/// <summary>What decides on a seat of a session, read under its lock.</summary>
/// <param name="Capacity">Seats in all; null: unlimited, because the provider did not say.</param>
/// <param name="Taken">Seats taken, held or offered.</param>
/// <param name="Open">The provider's word (<c>etat-recrutement</c>).</param>
/// <param name="PermanentEntry">One may enter on any day until its end.</param>
/// <param name="Archived">The session, its action or its offer is no longer in the provider's catalogue, or is not shown.</param>
/// <param name="Withheld">Its provider may not be listed at this moment: no new request takes a seat.</param>
public sealed record SessionState(
    long Id, long ActionId, int? Capacity, int Taken, bool Open, DateOnly? Starts, DateOnly? Ends, bool PermanentEntry, bool Archived,
    bool Withheld)
{
    /// <summary>It is offered to who asks for a seat anew.</summary>
    public bool IsOffered => Open && !Archived && !Withheld;

    /// <summary>Seats that nobody has; null: unlimited.</summary>
    public int? Left => Capacity - Taken;

    /// <summary>It has seats, and all are taken.</summary>
    public bool IsFull => Left <= 0;
}

/// <summary>What came of giving a seat back.</summary>
/// <param name="Session">Whose seat it was.</param>
/// <param name="BecameFree">There is a seat more for others: it goes to the waiting list at once. False for a session without
/// capacity.</param>
public sealed record ReleasedSeat(long Session, bool BecameFree);

/// <summary>A seat whose time is over and that still counts.</summary>
/// <param name="Until">UTC.</param>
public sealed record ExpiredSeat(Guid Booking, long Session, DateTime Until);
