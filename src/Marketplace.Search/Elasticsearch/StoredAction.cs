using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// An action as kept for hits: the length of its JSON in bytes (32 bits, little-endian), then the JSON, Brotli. Elasticsearch would
/// compress many together and open all of them again for each one that is shown.
/// </summary>
internal static class StoredAction
{
    /// <summary>Higher ones take much longer for little.</summary>
    private const int Quality = 4;

    private const int WindowBits = 16;

    /// <summary>Without the description, which no list shows.</summary>
    public static ReadOnlySpan<byte> Of(ActionDocument document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document with { Description = "" }, StoredJson.Default.ActionDocument);
        var stored = new byte[sizeof(int) + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(stored, json.Length);
        return BrotliEncoder.TryCompress(json, stored.AsSpan(sizeof(int)), out var written, Quality, WindowBits)
            ? stored.AsSpan(0, sizeof(int) + written)
            : throw new InvalidOperationException("An action could not be compressed.");
    }

    /// <exception cref="InvalidDataException">Something else wrote it.</exception>
    public static ActionDocument Read(ReadOnlySpan<byte> stored)
    {
        var json = new byte[stored.Length < sizeof(int) ? 0 : Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(stored))];
        return json.Length > 0 && BrotliDecoder.TryDecompress(stored[sizeof(int)..], json, out var written) && written == json.Length
            ? JsonSerializer.Deserialize(json, StoredJson.Default.ActionDocument)!
            : throw new InvalidDataException("What the index holds of an action is no action.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActionDocument))]
internal sealed partial class StoredJson : JsonSerializerContext;
