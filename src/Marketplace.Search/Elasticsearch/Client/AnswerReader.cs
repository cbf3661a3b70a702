using System.IO.Compression;
using System.Text.Json;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Reads an answer as a stream, within limits.</summary>
internal static class AnswerReader
{
    public const string Gzip = "gzip";

    /// <summary>Largest answer read, in bytes after decompression.</summary>
    public const long LargestAnswer = 200_000_000;

    /// <summary>Largest error read; what is beyond is no message for people.</summary>
    private const int LargestError = 1_000_000;

    /// <returns>The parsed body of a success; null for the answer to HEAD.</returns>
    /// <exception cref="ElasticsearchException">The answer is an error, too long or no JSON.</exception>
    public static async Task<JsonDocument?> ReadAsync(HttpResponseMessage answer, HttpMethod method, string path, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        if (!answer.IsSuccessStatusCode)
            throw ErrorAnswer.Read(status, path, method == HttpMethod.Head ? [] : await ReadErrorAsync(answer, cancel));
        if (method == HttpMethod.Head)
            return null;
        try
        {
            await using var body = new LimitedStream(await BodyAsync(answer, cancel), LargestAnswer);
            return await JsonDocument.ParseAsync(body, default, cancel);
        }
        // HttpIOException, the cut connection, is the node's failure and passes. InvalidDataException: too long, or broken gzip.
        catch (Exception failure) when (failure is JsonException or InvalidDataException)
        {
            var why = failure is JsonException ? "the answer is not JSON; a proxy may have given it" : failure.Message;
            throw new ElasticsearchException(status, CallName.IndexOf(path), "unreadable_answer", why, failure);
        }
    }

    private static async Task<Stream> BodyAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancel);
        return answer.Content.Headers.ContentEncoding.Contains(Gzip) ? new GZipStream(body, CompressionMode.Decompress) : body;
    }

    private static async Task<byte[]> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            await using var body = new LimitedStream(await BodyAsync(answer, cancel), LargestError);
            using var text = new MemoryStream();
            await body.CopyToAsync(text, cancel);
            return text.ToArray();
        }
        // The status says enough.
        catch (Exception failure) when (failure is IOException or HttpRequestException or InvalidDataException)
        {
            return [];
        }
    }
}
