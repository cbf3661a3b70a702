namespace Marketplace.Bookings.Waiting;

/// <summary>Addresses that e-mails of waiting lists link to. The site maps its pages on these same constants.</summary>
public static class MailedAddresses
{
    public const string WaitingLists = "/mes-listes-d-attente";
}
