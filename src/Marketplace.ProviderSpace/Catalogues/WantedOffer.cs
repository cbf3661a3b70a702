using Marketplace.Catalogue.Offers;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>An offer as a provider's program reads and writes it: what EDOF's file says, in JSON, and seats beside it.</summary>
public sealed record WantedOffer(Offer Offer, IReadOnlyList<WantedAction> Actions)
{
    /// <summary>As it is published.</summary>
    public static WantedOffer Of(AcceptedOffer accepted, string siret) => new(accepted.Offer,
        [.. accepted.Actions.Select(action => WantedAction.Of(accepted.Offer.Number, action, siret))]);

    /// <summary>Seats that it says, for an offer that was read from its file.</summary>
    public AcceptedOffer Complete(AcceptedOffer accepted) => accepted with
    {
        Actions = [.. accepted.Actions.Select(action => action with
        {
            Capacities = Actions.First(own => own.Action.Number == action.Action.Number).Sessions
                .Where(session => session.Capacity is not null)
                .ToDictionary(session => session.Session.Number, session => session.Capacity!.Value),
        })],
    };
}

/// <param name="Id">Of <c>/api/v1/actions</c>; read only.</param>
public sealed record WantedAction(TrainingAction Action, IReadOnlyList<WantedSession> Sessions, string? Id = null)
{
    internal static WantedAction Of(string offer, AcceptedAction accepted, string siret)
    {
        var number = accepted.Action.Number;
        return new(accepted.Action, [.. accepted.Sessions.Select(session => new WantedSession(session,
            accepted.Capacities is { } known && known.TryGetValue(session.Number, out var seats) ? seats : null,
            PublicId.OfSession(siret, offer, number, session.Number)))], PublicId.Of(siret, offer, number));
    }
}

/// <param name="Capacity">Seats in all; null: those known stay, or unlimited.</param>
/// <param name="Id">Of <c>/api/v1/provider/sessions</c>; read only.</param>
public sealed record WantedSession(Session Session, int? Capacity = null, string? Id = null);
