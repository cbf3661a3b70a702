using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Search.Elasticsearch;

/// <summary>What an error's body says: an object, in old places a bare text, from a proxy no JSON at all.</summary>
internal sealed record ErrorAnswer(JsonElement Error)
{
    /// <summary>Longest reason that is kept, in characters: Elasticsearch may repeat whole documents in it.</summary>
    private const int LongestReason = 500;

    public static ElasticsearchException Read(int status, string path, ReadOnlySpan<byte> body)
    {
        var index = CallName.IndexOf(path);
        try
        {
            var error = body.IsEmpty ? default : JsonSerializer.Deserialize(body, ErrorJson.Default.ErrorAnswer)?.Error ?? default;
            if (error.ValueKind == JsonValueKind.String)
                return new ElasticsearchException(status, index, null, Shorten(error.GetString()!));
            if (error.ValueKind != JsonValueKind.Object)
                return new ElasticsearchException(status, index, null, null);
            var cause = error.Deserialize(ErrorJson.Default.ErrorCause)!;
            var root = cause.RootCause is [{ } first, ..] ? first : null;
            return new ElasticsearchException(
                status, cause.Index ?? root?.Index ?? index, cause.Type, Shorten(string.Join(": ", Reasons(cause, root).Distinct())));
        }
        catch (JsonException)
        {
            return new ElasticsearchException(status, index, null, "the answer is not Elasticsearch's JSON; a proxy may have given it");
        }
    }

    /// <summary>From the general ("all shards failed") to what really happened.</summary>
    private static IEnumerable<string> Reasons(ErrorCause cause, ErrorCause? root)
    {
        if (cause.Reason is { } reason)
            yield return reason;
        if (root?.Reason is { } deeper)
            yield return deeper;
        for (var next = cause.CausedBy; next is not null; next = next.CausedBy)
            if (next.Reason is { } because)
                yield return because;
    }

    private static string? Shorten(string reason) =>
        reason.Length == 0 ? null : reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
}

/// <summary>One link of an error's chain.</summary>
internal sealed record ErrorCause(string? Type, string? Reason, string? Index, IReadOnlyList<ErrorCause>? RootCause, ErrorCause? CausedBy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ErrorCause))]
internal sealed partial class ErrorJson : JsonSerializerContext;
