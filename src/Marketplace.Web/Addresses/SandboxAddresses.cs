namespace Marketplace.Web.Addresses;

/// <summary>The page of the payment provider that is none, where it is the provider.</summary>
public static class SandboxAddresses
{
    public const string Open = "/bac-a-sable/paiement";
    public static readonly Route<string> Payment = new(Open + "/{reference}");
}
