namespace Marketplace.Web.Addresses;

/// <summary>Payments by card: what the provider calls, and where a browser comes back to.</summary>
public static class PaymentAddresses
{
    private const string Root = "/paiements";
    public static readonly Route<string> Notification = new(Root + "/notifications/{provider}");
    public static readonly Route<Guid> Return = new(Root + "/{id:guid}/retour");
}
