using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// What the index reads of a <see cref="TrainingAction"/>'s content, under the same names. The rest (contacts, fees,
/// how to get there) is most of it, and is passed over.
/// </summary>
internal sealed record IndexedAction
{
    public required Modality Modality { get; init; }
    public required IndexedPlace Place { get; init; }
    public required bool PermanentEntry { get; init; }
    public required string DisabilityAccess { get; init; }
    public required string Language { get; init; }
    public string? DisabilityArrangements { get; init; }
    public int? HoursInCentre { get; init; }
    public int? HoursInCompany { get; init; }
    public int? LearningHours { get; init; }
    public int[] Paces { get; init; } = [];

    public int? Hours => TrainingAction.HoursOf(LearningHours, HoursInCentre, HoursInCompany);

    /// <exception cref="JsonException">The content is damaged.</exception>
    public static IndexedAction Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, IndexedActionContext.Default.IndexedAction) ?? throw new JsonException("An action is missing.");
}

/// <summary>Where an action takes place, of its contact.</summary>
internal sealed record IndexedPlace
{
    public IndexedAddress? Address { get; init; }
}

/// <summary>What the index reads of a <see cref="PostalAddress"/>.</summary>
internal sealed record IndexedAddress
{
    public string? Postcode { get; init; }
    public string? City { get; init; }
    public bool? Accessible { get; init; }
    public string? BuildingAccess { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IndexedAction))]
internal sealed partial class IndexedActionContext : JsonSerializerContext;
