using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Ledger;

namespace Marketplace.Bookings.Closing;

/// <summary>What every end of a dossier does with what it keeps: its seat, and rights held for a card page that nobody paid on.</summary>
public sealed class DossierClosing(WaitingList waiting)
{
    /// <summary>Gives the seat back, if the dossier has one; it goes on to the next at once, and not to who gave it back.</summary>
    public Task LetSeatGoAsync(OpenDossier dossier, CancellationToken cancel) => LetGoAsync(dossier, dossier.Row.AccountId, false, cancel);

    /// <summary>A card page came to nothing: rights and seat are free again, and its learner may still have them.</summary>
    internal Task LetPageGoAsync(OpenDossier dossier, CancellationToken cancel) => LetGoAsync(dossier, null, true, cancel);

    /// <summary>Rights held for a card page are free again.</summary>
    internal static async Task EndHoldAsync(OpenDossier dossier, CancellationToken cancel)
    {
        if (dossier.Row is not { PaymentId: { } payment, AcceptedAt: null } row)
            return;
        await BookingLedger.UnholdAsync(dossier.Connection, row.Id, HoldName(payment), dossier.Today, cancel);
        (row.PaymentId, row.PaymentUntil, row.PaymentPlan) = (null, null, null);
    }

    internal static string HoldName(Guid payment) => $"hold-{payment:N}";

    /// <summary>A seat is free: it is offered to the next of the waiting list.</summary>
    /// <param name="canceller">Who gave it back: is not offered it again.</param>
    internal Task NextAsync(OpenDossier dossier, ReleasedSeat seat, Guid? canceller, CancellationToken cancel) =>
        waiting.SeatFreedAsync(dossier.Connection, seat.Session, dossier.Now, canceller, cancel);

    private async Task LetGoAsync(OpenDossier dossier, Guid? canceller, bool heldOnly, CancellationToken cancel)
    {
        // The seat comes before the holder, as everywhere.
        if (await SessionSeats.ReleaseAsync(dossier.Connection, dossier.Row.Id, cancel, heldOnly) is { BecameFree: true } released)
            await NextAsync(dossier, released, canceller, cancel);
        await EndHoldAsync(dossier, cancel);
    }
}
