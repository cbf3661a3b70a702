using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Catalogue.Offers;

/// <summary>How catalogue records are written to and read from <c>content</c> columns: camelCase, nulls left out.</summary>
public static class CatalogueJson
{
    public static readonly JsonSerializerOptions Options = CatalogueJsonContext.Default.Options;

    public static byte[] Write(Offer offer) => JsonSerializer.SerializeToUtf8Bytes(offer, CatalogueJsonContext.Default.Offer);

    public static byte[] Write(TrainingAction action) =>
        JsonSerializer.SerializeToUtf8Bytes(action, CatalogueJsonContext.Default.TrainingAction);

    public static byte[] Write(Session session) => JsonSerializer.SerializeToUtf8Bytes(session, CatalogueJsonContext.Default.Session);

    public static Offer ReadOffer(string json) => JsonSerializer.Deserialize(json, CatalogueJsonContext.Default.Offer)!;

    public static Offer ReadOffer(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, CatalogueJsonContext.Default.Offer)!;

    public static TrainingAction ReadAction(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, CatalogueJsonContext.Default.TrainingAction)!;

    public static TrainingAction ReadAction(string json) => JsonSerializer.Deserialize(json, CatalogueJsonContext.Default.TrainingAction)!;

    public static Session ReadSession(string json) => JsonSerializer.Deserialize(json, CatalogueJsonContext.Default.Session)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Offer))]
[JsonSerializable(typeof(TrainingAction))]
[JsonSerializable(typeof(Session))]
internal sealed partial class CatalogueJsonContext : JsonSerializerContext;
