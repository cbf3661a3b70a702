using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Reference;

/// <param name="Code">INSEE code.</param>
public sealed record Department(string Code, string Name, string Region);

/// <param name="Code">INSEE code.</param>
public sealed record Region(string Code, string Name);

/// <summary>
/// The reference tables in memory, as one immutable snapshot at a time. A running server loads a new one
/// when an import changed them.
/// </summary>
public sealed record ReferenceData
{
    public required PlaceDirectory Places { get; init; }
    public required CertificationDirectory Certifications { get; init; }
    public required IReadOnlyDictionary<string, Department> Departments { get; init; }
    public required IReadOnlyDictionary<string, Region> Regions { get; init; }
    /// <summary>NSF code of one to three digits → title.</summary>
    public required IReadOnlyDictionary<string, string> NsfDomains { get; init; }
    /// <summary>ROME code → job title.</summary>
    public required IReadOnlyDictionary<string, string> Jobs { get; init; }
    /// <summary>European level 1 to 8 → title.</summary>
    public IReadOnlyDictionary<int, string> Levels { get; init; } = new Dictionary<int, string>();
}
