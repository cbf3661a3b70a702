namespace Marketplace.Web.Addresses;

/// <summary>Favourites, of the device or of the account.</summary>
public static class FavouriteAddresses
{
    public const string List = "/mes-favoris";
    public const string Cards = List + "/fiches";
    public const string Add = List + "/ajouter";
    public const string Remove = List + "/retirer";
    public const string TakeOver = List + "/reprendre";
}
