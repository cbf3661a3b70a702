namespace Marketplace.Core.Catalogue;

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

/// <summary>A person or service to contact (<c>coordonnees</c>). Personal data: never in lists, exports of the index, or logs.</summary>
public sealed record Contact
{
    public required string Number { get; init; }
    public required string LastName { get; init; }
    public required string FirstName { get; init; }
    public PostalAddress? Address { get; init; }
    public required string Phone { get; init; }
    public string? Mobile { get; init; }
    public required string Email { get; init; }
    public IReadOnlyList<Extra> OtherExtras { get; init; } = [];
}

/// <summary>
/// An <c>extra</c> or <c>extras</c> that has no field of its own here: kept so that an export gives it back.
/// </summary>
/// <param name="Info">The <c>info</c> attribute.</param>
/// <param name="Number">The <c>numero</c> attribute.</param>
/// <param name="Text">The text of an <c>extra</c>; null for a group (<c>extras</c>).</param>
/// <param name="Children">The members of a group.</param>
/// <param name="Markup">Inner XML of an <c>extra</c> that holds elements, which the format allows; never shown as is.</param>
public sealed record Extra(string? Info, string? Number, string? Text, IReadOnlyList<Extra>? Children = null, string? Markup = null);
