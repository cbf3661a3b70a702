namespace Marketplace.ProviderSpace.Referencing;

/// <summary>Addresses that e-mails about referencings link to. The site maps its pages on these same constants.</summary>
public static class MailedAddresses
{
    /// <summary>Where an applicant follows the application.</summary>
    public const string Applicant = "/referencement";

    /// <summary>Where members find their organisations.</summary>
    public const string Members = "/espace";
}
