namespace Marketplace.Catalogue.Places;

/// <summary>An address as an EDOF file writes it (<c>adresse</c>).</summary>
public sealed record PostalAddress
{
    /// <summary>The file's <c>numero</c>.</summary>
    public required string Number { get; init; }
    /// <summary>One to three <c>ligne</c>s.</summary>
    public required IReadOnlyList<string> Lines { get; init; }
    public string? Postcode { get; init; }
    public string? City { get; init; }
    /// <summary>ISO 3166 code; null means France.</summary>
    public string? Country { get; init; }
    /// <summary>As in the file, even when wrong: kept for export.</summary>
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    /// <summary><c>numero-voie</c>.</summary>
    public string? StreetNumber { get; init; }
    /// <summary><c>code-nature-voie</c>.</summary>
    public string? StreetKind { get; init; }
    /// <summary><c>libelle-voie</c>.</summary>
    public string? StreetName { get; init; }
    /// <summary><c>ligne5-adresse</c>.</summary>
    public string? Line5 { get; init; }
    /// <summary><c>accessibilite-batimentaire</c>, in words.</summary>
    public string? BuildingAccess { get; init; }
    /// <summary><c>conformite-reglementaire</c>: the premises meet the accessibility rules.</summary>
    public bool? Accessible { get; init; }
    public IReadOnlyList<Extra> OtherExtras { get; init; } = [];
}
