namespace Marketplace.People.Accounts;

/// <summary>Addresses that e-mails of this ring link to. The site maps its pages on these same constants.</summary>
public static class MailedAddresses
{
    public const string Account = "/mon-compte";
    public const string SignIn = "/connexion/compte";

    /// <summary>A token follows.</summary>
    public const string Activation = "/connexion/activer/";

    /// <summary>A token follows.</summary>
    public const string Invitations = "/invitations/";
}
