using System.Net.Http.Headers;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// What Elastic's transport shall not decide about an answer: it stops reading beyond a limit; throws an error before anybody
/// takes it for a document; and calls the rest JSON, so that what a proxy gave in its place is read, and refused, by us.
/// </summary>
/// <param name="connections">Belong to the <see cref="Wire"/>: the transport disposes of this handler every few minutes.</param>
internal sealed class AnswerHandler(HttpMessageHandler connections) : DelegatingHandler(connections)
{
    /// <summary>Largest answer read, in bytes after decompression.</summary>
    public const long LargestAnswer = 200_000_000;

    /// <summary>Largest error read; what is beyond is no message for people.</summary>
    private const int LargestError = 1_000_000;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            using (answer)
                throw new ErrorStatus(
                    (int)answer.StatusCode, request.Method == HttpMethod.Head ? [] : await ReadErrorAsync(answer, cancellationToken));
        answer.Content = new StreamContent(new LimitedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), LargestAnswer))
        {
            Headers = { ContentType = new MediaTypeHeaderValue(Wire.Json) },
        };
        return answer;
    }

    /// <summary>Leaves the connections open.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private static async Task<byte[]> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            await using var body = new LimitedStream(await answer.Content.ReadAsStreamAsync(cancel), LargestError);
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

/// <summary>
/// The answer is an error; <see cref="Wire"/>, which knows what was asked, makes an <see cref="ElasticsearchException"/> of it.
/// </summary>
internal sealed class ErrorStatus(int status, byte[] body) : Exception
{
    public int Status => status;

    public byte[] Body => body;
}
