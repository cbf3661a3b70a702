using Marketplace.Catalogue.Seats;

namespace Marketplace.Bookings.Dossiers;

/// <summary>Who is told, in the same transaction, that a session has a seat again: the waiting list.</summary>
public interface ISeatFreed
{
    /// <param name="canceller">Who gave it back: is not offered it again.</param>
    Task SeatFreedAsync(OpenDossier dossier, long session, Guid canceller, CancellationToken cancel);
}

/// <summary>What every end of a dossier does with its seat.</summary>
public sealed class DossierClosing(Func<ISeatFreed> waiting)
{
    /// <summary>Gives the seat back, if the dossier has one; it goes on to the next at once.</summary>
    public async Task LetSeatGoAsync(OpenDossier dossier, CancellationToken cancel)
    {
        if (await SessionSeats.ReleaseAsync(dossier.Connection, dossier.Row.Id, cancel) is { BecameFree: true } released)
            await waiting().SeatFreedAsync(dossier, released.Session, dossier.Row.AccountId, cancel);
    }
}
