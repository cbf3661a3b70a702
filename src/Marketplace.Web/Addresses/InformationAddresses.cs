namespace Marketplace.Web.Addresses;

/// <summary>Help, rules and legal pages, open to everybody.</summary>
public static class InformationAddresses
{
    public const string Help = "/aide";
    public const string Ranking = "/classement";
    public const string Rules = "/regles";
    public const string Simulator = "/simulateur";
    public const string Ending = "/annulation";
    public const string ImportCodes = "/codes-import";
    public const string AccessRights = "/droits-d-acces";
    public const string Accessibility = "/accessibilite";
    public const string LegalNotice = "/mentions-legales";
    public const string PersonalData = "/donnees-personnelles";
    public const string Terms = "/conditions";
    public const string SitePlan = "/plan-du-site";
}
