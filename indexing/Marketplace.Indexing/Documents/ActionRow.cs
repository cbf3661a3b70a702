namespace Marketplace.Indexing.Documents;

/// <summary>One action with its offer, provider, certification, place and sessions, as one snapshot of the database shows them.</summary>
public sealed record ActionRow
{
    public required long Id { get; init; }
    public required string PublicId { get; init; }
    public required long Version { get; init; }
    /// <summary>The action or its offer is archived: the index must forget it.</summary>
    public required bool Archived { get; init; }
    /// <summary>TrainingAction as JSON in UTF-8, as it came: turned into text it would take longer to read.</summary>
    public required byte[] ActionContent { get; init; }
    /// <summary>Offer as JSON in UTF-8.</summary>
    public required byte[] OfferContent { get; init; }
    public required long PriceCents { get; init; }
    public required string Siret { get; init; }
    public required string ProviderName { get; init; }
    public required string CertificationCode { get; init; }
    public required string CertificationTitle { get; init; }
    public string? CertificationAbbreviation { get; init; }
    public int? CertificationLevel { get; init; }
    public required string[] Nsf { get; init; }
    public required string[] Rome { get; init; }
    public required string[] KnownBlocks { get; init; }
    public string? Insee { get; init; }
    public string? PlaceName { get; init; }
    public string? PlacePostcode { get; init; }
    public string? Department { get; init; }
    public string? Region { get; init; }
    public double? Lat { get; init; }
    public double? Lng { get; init; }
    public required IReadOnlyList<SessionRow> Sessions { get; init; }
}

public sealed record SessionRow(string Number, DateOnly? Starts, DateOnly? Ends, bool Open, bool Guaranteed, int? Capacity, int SeatsTaken);
