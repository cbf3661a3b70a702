using Marketplace.Payments.BankDetails;

namespace Marketplace.Web.Addresses;

/// <summary>Where training providers are paid to.</summary>
public static class BankDetailsAddresses
{
    public static readonly Route<Guid> Page = new("/of/{organisation:guid}/coordonnees-bancaires");
    public static readonly Route<Guid> Confirm = new(Page.Pattern + "/confirmer");
    public static readonly Route<Guid> Stop = new(Page.Pattern + "/arreter");

    /// <summary>By the link of an e-mail.</summary>
    public static readonly Route<string> StopByLink = new(BankDetailsSite.Stop + "{token:length(43)}");
}
