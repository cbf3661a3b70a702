namespace Marketplace.ProviderSpace.Moderation;

/// <summary>Addresses that e-mails about offers link to. The site maps its pages on these same constants.</summary>
public static class MailedAddresses
{
    /// <summary>An organisation's id follows.</summary>
    public const string Organisations = "/of/";

    /// <summary>Behind the organisation's; the offer's row follows.</summary>
    public const string Offers = "/offres/";
}
