using System.Text.Json;
using Elastic.Transport;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Reads the answer to a request of ours as a stream.</summary>
internal static class AnswerReader
{
    /// <returns>The parsed body; null for the answer to HEAD.</returns>
    /// <exception cref="ElasticsearchException">The answer is too long or no JSON.</exception>
    public static async Task<JsonDocument?> ReadAsync(StreamResponse answer, Call call, CancellationToken cancel)
    {
        if (call.Method == System.Net.Http.HttpMethod.Head)
            return null;
        try
        {
            return await JsonDocument.ParseAsync(answer.Body, default, cancel);
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw Unreadable(answer.ApiCallDetails.HttpStatusCode ?? 200, call, failure);
        }
    }

    /// <summary>
    /// HttpIOException, the cut connection, is the node's failure and not meant. InvalidDataException: too long, or broken gzip.
    /// </summary>
    public static bool IsUnreadable(Exception failure) => failure is JsonException or InvalidDataException;

    public static ElasticsearchException Unreadable(int status, Call call, Exception failure)
    {
        var why = failure is JsonException ? "the answer is not JSON; a proxy may have given it" : failure.Message;
        return new ElasticsearchException(status, CallName.IndexOf(call.Path), "unreadable_answer", why, failure);
    }
}
