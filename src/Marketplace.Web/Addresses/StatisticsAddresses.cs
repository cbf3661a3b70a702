namespace Marketplace.Web.Addresses;

/// <summary>How the marketplace is used.</summary>
public static class StatisticsAddresses
{
    public const string Public = "/statistiques";
    public const string PublicCsv = "/statistiques/tableau.csv";
    public const string OpenData = "/statistiques/donnees-ouvertes";
    public const string Analysis = "/statistiques/analyse";
    public const string AnalysisCsv = "/statistiques/analyse/tableau.csv";
    public const string Views = "/statistiques/analyse/vues";
    public static readonly Route<Guid> View = new("/statistiques/vues/{id:guid}");
    public static readonly Route<Guid> ViewRemoval = new("/statistiques/analyse/vues/{id:guid}/suppression");
}
