namespace Marketplace.Indexing.Documents;

/// <summary>One action with its offer, place and sessions, as one snapshot of the database shows them.</summary>
public sealed record ActionRow
{
    public required long Id { get; init; }
    public required string PublicId { get; init; }
    public required long Version { get; init; }
    /// <summary>The action or its offer is archived: the index must forget it.</summary>
    public required bool Archived { get; init; }
    /// <summary>TrainingAction as JSON in UTF-8, as it came: turned into text it would take longer to read.</summary>
    public required byte[] Content { get; init; }
    public required long PriceCents { get; init; }
    public string? Insee { get; init; }
    public double? Lat { get; init; }
    public double? Lng { get; init; }
    /// <summary>The commune; null when the address could not be placed.</summary>
    public PlaceRow? Place { get; init; }
    /// <summary>Where actions were read together, those of one offer share one.</summary>
    public required OfferRow Offer { get; init; }
    public required IReadOnlyList<SessionRow> Sessions { get; init; }
}

/// <summary>What an action shows of a commune.</summary>
public sealed record PlaceRow(string Name, string? Postcode, string? Department, string? Region);

/// <summary>A session that is not archived.</summary>
public sealed record SessionRow(string Number, DateOnly? Starts, DateOnly? Ends, bool Open, bool Guaranteed, int? Capacity, int SeatsTaken);
