using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Addresses;

/// <summary>Funders: requests for money for one training.</summary>
public static class FundingAddresses
{
    /// <summary>What e-mails lead to: the organisation's own address of the request follows.</summary>
    public static readonly Route<Guid> MineOf = new(BookingSite.Funder + "{id:guid}");
    public static readonly Route<Guid> List = new("/financeurs/{organisation:guid}/demandes");
    public static readonly Route<Guid, Guid> Request = new(List.Pattern + "/{id:guid}");
    public static readonly Route<Guid, Guid> Grant = new(Request.Pattern + "/accorder");
    public static readonly Route<Guid, Guid> Refuse = new(Request.Pattern + "/refuser");
}
