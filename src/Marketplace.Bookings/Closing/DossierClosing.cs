using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;

namespace Marketplace.Bookings.Closing;

/// <summary>What every end of a dossier does with its seat.</summary>
public sealed class DossierClosing(WaitingList waiting)
{
    /// <summary>Gives the seat back, if the dossier has one; it goes on to the next at once.</summary>
    public async Task LetSeatGoAsync(OpenDossier dossier, CancellationToken cancel)
    {
        if (await SessionSeats.ReleaseAsync(dossier.Connection, dossier.Row.Id, cancel) is { BecameFree: true } released)
            await NextAsync(dossier, released, dossier.Row.AccountId, cancel);
    }

    /// <summary>A seat is free: it is offered to the next of the waiting list.</summary>
    /// <param name="canceller">Who gave it back: is not offered it again.</param>
    internal Task NextAsync(OpenDossier dossier, ReleasedSeat seat, Guid? canceller, CancellationToken cancel) =>
        waiting.SeatFreedAsync(dossier.Connection, seat.Session, dossier.Now, canceller, cancel);
}
