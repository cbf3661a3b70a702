namespace Marketplace.Web.Addresses;

/// <summary>Tokens that a holder gives to programs of their own.</summary>
public static class TokenAddresses
{
    public const string List = AccountAddresses.Account + "/jetons";
    public const string Revoke = List + "/revoquer";
}
