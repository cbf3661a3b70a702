namespace Marketplace.ProviderSpace.Drafts;

/// <summary>
/// A session whose address or contact of enrolment was not written has its action's place and contact: most have, and nobody types them
/// fifty times.
/// </summary>
internal static class InheritedFields
{
    private static readonly string[] AddressParts =
    [
        "ligne-1", "ligne-2", "ligne-3", "codepostal", "ville", "pays", "latitude", "longitude", "numero-voie", "code-nature-voie",
        "libelle-voie", "ligne5-adresse", "conformite-reglementaire",
    ];

    private static readonly string[] ContactParts = ["nom", "prenom", "telfixe", "portable", "courriel"];

    /// <summary>The session's fields with those that it has from its action.</summary>
    public static IReadOnlyDictionary<string, string> Of(DraftAction action, DraftSession session)
    {
        var fields = new Dictionary<string, string>(session.Fields);
        Fill(fields, action.Fields, "adresse-inscription", "lieu-de-formation", AddressParts);
        Fill(fields, action.Fields, "contact-inscription", "contact-information", ContactParts);
        return fields;
    }

    private static void Fill(
        Dictionary<string, string> fields, Dictionary<string, string> from, string prefix, string source, string[] parts)
    {
        if (fields.Keys.Any(name => name.StartsWith(prefix + "-", StringComparison.Ordinal)))
            return;
        foreach (var part in parts)
            if (from.TryGetValue($"{source}-{part}", out var text))
                fields[$"{prefix}-{part}"] = text;
    }
}
