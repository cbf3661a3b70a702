namespace Marketplace.ProviderSpace.Keys;

/// <summary>What a key lets a program do: each scope is a role that members of the organisation have too.</summary>
public static class KeyScopes
{
    public const string Catalogue = "catalogue";
    public const string Bookings = "bookings";
    public const string Billing = "billing";

    /// <summary>With their names on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [Catalogue] = "Lire et tenir le catalogue : offres, sessions, places, envois de fichiers",
        [Bookings] = "Lire les inscriptions, y répondre, déclarer entrées et sorties",
        [Billing] = "Factures et paiements",
    };

    private static readonly Dictionary<string, string> RoleOfScope = new()
    {
        [Catalogue] = "catalogue-editor", [Bookings] = "bookings", [Billing] = "billing",
    };

    /// <summary>Roles of the table of rights that scopes stand for.</summary>
    public static IReadOnlyList<string> RolesOf(IEnumerable<string> scopes) => [.. scopes.Select(scope => RoleOfScope[scope])];
}
