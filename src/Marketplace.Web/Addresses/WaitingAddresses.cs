using Marketplace.Bookings.Waiting;

namespace Marketplace.Web.Addresses;

/// <summary>Waiting lists of full sessions.</summary>
public static class WaitingAddresses
{
    public const string List = MailedAddresses.WaitingLists;
    public const string Join = List + "/rejoindre";
    public static readonly Route<Guid> Leave = new(List + "/{id:guid}/quitter");
    public static readonly Route<Guid> Decline = new(List + "/{id:guid}/refuser");

    /// <summary>The seat is accepted by asking to enrol.</summary>
    public static string Accept(long session) => FormattableString.Invariant($"{BookingAddresses.New}?session={session}");
}
