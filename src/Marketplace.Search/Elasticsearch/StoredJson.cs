using System.Text.Json.Serialization;

namespace Marketplace.Search.Elasticsearch;

/// <summary>How actions are kept for hits.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActionDocument))]
internal sealed partial class StoredJson : JsonSerializerContext;
