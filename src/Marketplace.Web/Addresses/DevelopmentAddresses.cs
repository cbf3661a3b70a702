namespace Marketplace.Web.Addresses;

/// <summary>Tools for trying the program out, in Development only.</summary>
public static class DevelopmentAddresses
{
    public const string Tools = "/dev";
    public const string Clock = Tools + "/clock";
    public const string SignIn = Tools + "/connexion";
    public const string Mails = Tools + "/courriels";
    public static readonly Route<Guid> Mail = new(Mails + "/{id:guid}");
}
