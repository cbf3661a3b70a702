namespace Marketplace.Web.Pages.Search;

/// <summary>Names of towns in a French sentence.</summary>
public static class TownWords
{
    /// <summary>« de Lyon », « d’Annecy », « du Mans », « des Ulis », « du point choisi ».</summary>
    public static string Of(string town) => town switch
    {
        _ when town.StartsWith("Le ", StringComparison.OrdinalIgnoreCase) => "du " + town[3..],
        _ when town.StartsWith("Les ", StringComparison.OrdinalIgnoreCase) => "des " + town[4..],
        _ when "AEIOUYÉÈÊÎÔŒaeiouéèê".Contains(town[0], StringComparison.Ordinal) => "d’" + town,
        _ => "de " + town,
    };
}
