namespace Marketplace.Search;

/// <summary>
/// What the index knows of one action: the unit of search, with its sessions inside.
/// Built by pure builders from the write side; holds no contact person.
/// </summary>
public sealed record ActionDocument
{
    /// <summary><c>{siret}_{formation}_{action}</c>, escaped as docs/api.md says.</summary>
    public required string Id { get; init; }
    /// <summary>Grows with every change of the action; an older document never overwrites a newer one.</summary>
    public required long Version { get; init; }
    public required string Title { get; init; }
    public required ProviderRef Provider { get; init; }
    public required CertificationRef Certification { get; init; }
    public required string Modality { get; init; }
    public PlaceRef? Place { get; init; }
    /// <summary>Price including VAT, in cents; null when unknown.</summary>
    public long? PriceCents { get; init; }
    public int? Hours { get; init; }
    /// <summary>NSF domain codes, three digits.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];
    /// <summary>Labels of <see cref="Domains"/>, for text search.</summary>
    public IReadOnlyList<string> DomainLabels { get; init; } = [];
    /// <summary>ROME job codes.</summary>
    public IReadOnlyList<string> Rome { get; init; } = [];
    /// <summary>Job names of <see cref="Rome"/>, for text search.</summary>
    public IReadOnlyList<string> JobLabels { get; init; } = [];
    /// <summary>Values of <see cref="Paces"/>.</summary>
    public IReadOnlyList<string> Pace { get; init; } = [];
    /// <summary>Lower-case ISO 639-1.</summary>
    public string? Language { get; init; }
    /// <summary>Values of <see cref="AccessibilityValues"/>.</summary>
    public IReadOnlyList<string> Accessibility { get; init; } = [];
    /// <summary>Codes of the blocs offered.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];
    public Rating? Rating { get; init; }
    public bool PermanentEntry { get; init; }
    public IReadOnlyList<SessionDocument> Sessions { get; init; } = [];
    /// <summary>Objective, results, content and summary as plain text (tags removed), for text search.</summary>
    public string Description { get; init; } = "";
}

public sealed record ProviderRef(string Siret, string Name);

/// <param name="Type">Value of <see cref="CertificationTypes"/>.</param>
/// <param name="Code">RNCP37805, RS5616, CPF202.</param>
/// <param name="Abbreviation">CAP, BTS, TP …, for text search.</param>
public sealed record CertificationRef(string Type, string Code, string Title, int? Level, string? Abbreviation = null);

public sealed record PlaceRef(
    string? InseeCode, string? City, string? Postcode, string? Department, string? Region, double? Lat, double? Lng);

/// <param name="Average">1 to 5.</param>
public sealed record Rating(double Average, int Count);

/// <param name="Number">The provider's own id of the session, its <c>id</c> in the API.</param>
/// <param name="Start">Null for permanent entry.</param>
/// <param name="SeatsLeft">Null when the capacity is unknown.</param>
public sealed record SessionDocument(string Number, DateOnly? Start, DateOnly? End, bool Open, bool Guaranteed, int? SeatsLeft);
