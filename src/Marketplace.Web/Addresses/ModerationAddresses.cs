namespace Marketplace.Web.Addresses;

/// <summary>Offers that are pointed at: by visitors, and what operators decide.</summary>
public static class ModerationAddresses
{
    public static readonly Route<string> Report = new(SearchAddresses.Action.Pattern + "/signaler");
    public const string Desk = OperationsAddresses.Home + "/moderation";
    public static readonly Route<Guid> Case = new(Desk + "/{id:guid}");
}
