namespace Marketplace.Catalogue.Seats;

/// <summary>
/// Seats do not let this happen: answered with status 409 and the message, a French sentence for who asked. Nothing was written by who
/// threw it; the caller gives its transaction up, or goes on without the seat.
/// </summary>
public abstract class SeatRefusedException(string sentence) : Exception(sentence);

/// <summary>The session has no seat left.</summary>
public sealed class SessionFullException(long session, int capacity) : SeatRefusedException(capacity switch
{
    0 => "Cette session est complète : elle ne propose aucune place.",
    1 => "Cette session est complète : sa seule place est prise.",
    _ => $"Cette session est complète : ses {capacity} places sont prises.",
})
{
    public long Session { get; } = session;
}

/// <summary>Fewer seats than are taken.</summary>
public sealed class CapacityBelowTakenException(int capacity, int taken) : SeatRefusedException(taken == 1
    ? $"Une place de cette session est déjà prise ou réservée : sa capacité ne peut pas être de {capacity}."
    : $"{taken} places de cette session sont déjà prises ou réservées : sa capacité ne peut pas être de {capacity}.");
