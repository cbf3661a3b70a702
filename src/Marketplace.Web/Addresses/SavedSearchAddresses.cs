namespace Marketplace.Web.Addresses;

/// <summary>Saved searches and their alerts.</summary>
public static class SavedSearchAddresses
{
    public const string List = "/mes-recherches";
    public const string New = List + "/nouvelle";
    public const string SetAlert = List + "/alerte";
    public const string Delete = List + "/supprimer";
    public static readonly Route<string> Unsubscribe = new("/desabonnement/{token}");
}
