using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Offers;

/// <summary>An accepted offer of a file with those of its actions and sessions that were accepted too.</summary>
public sealed record AcceptedOffer(Offer Offer, IReadOnlyList<AcceptedAction> Actions);

/// <param name="Location">Commune and believed point of the action's place.</param>
/// <param name="Capacities">Seats by session number, where the source knows them (EDOF does not).</param>
public sealed record AcceptedAction(
    TrainingAction Action, Location Location, IReadOnlyList<Session> Sessions,
    IReadOnlyDictionary<string, int>? Capacities = null)
{
    /// <summary>Seats of a session; null: the source says nothing of them.</summary>
    public int? CapacityOf(Session session) =>
        Capacities is { } known && known.TryGetValue(session.Number, out var seats) ? seats : null;
}

/// <param name="Added">Items (offers, actions, sessions) that were not published before.</param>
/// <param name="Unchanged">Items that were already so.</param>
/// <param name="Archived">Items that the file no longer holds.</param>
public sealed record ImportChanges(int Added, int Changed, int Unchanged, int Archived);
