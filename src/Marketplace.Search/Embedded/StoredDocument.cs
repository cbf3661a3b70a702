using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Search.Embedded;

/// <summary>How a document is kept for hits: compact JSON without the texts that only search needs.</summary>
internal static class StoredDocument
{
    public static byte[] Write(ActionDocument document) =>
        JsonSerializer.SerializeToUtf8Bytes(document with { Description = "" }, StoredDocumentJson.Default.ActionDocument);

    public static ActionDocument Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StoredDocumentJson.Default.ActionDocument)
        ?? throw new InvalidDataException("A stored document is empty.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ActionDocument))]
internal sealed partial class StoredDocumentJson : JsonSerializerContext;
