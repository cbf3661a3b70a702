namespace Marketplace.Exchange.Edof.Reading;

/// <summary>What formations, actions and sessions may hold; the rules are the same for all that is read.</summary>
/// <param name="Seats">Sessions may say how many seats they have (<c>nombre-de-places</c>), which EDOF's format cannot.</param>
internal sealed record ItemShapes(ElementShape Formation, ElementShape Action, bool Seats)
{
    /// <summary>EDOF's own: at least one action a formation, one session an action.</summary>
    public static readonly ItemShapes Edof = new(ElementShape.Formation, ElementShape.Action, Seats: false);

    /// <summary>All that may be published: refused sessions leave actions without any, and those must be expressible too.</summary>
    public static readonly ItemShapes Published =
        new(ElementShape.Formation.WithoutChildren("action"), ElementShape.Action.WithoutChildren("session"), Seats: true);
}
