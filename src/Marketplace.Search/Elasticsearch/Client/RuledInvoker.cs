using Elastic.Transport;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Puts our rules under Elastic's typed client: to it this is the network. Nodes, limits, repetition and errors are those of
/// every other call; of what the client asks for only path, body and the shape of the answer count.
/// </summary>
internal sealed class RuledInvoker(RuledCalls calls, Wire wire, CallKind kind) : IRequestInvoker
{
    public ResponseFactory ResponseFactory => wire.Answers;

    public Task<TResponse> RequestAsync<TResponse>(
        Endpoint endpoint, BoundConfiguration boundConfiguration, PostData? postData, CancellationToken cancellationToken)
        where TResponse : TransportResponse, new()
    {
        var call = new Call(new System.Net.Http.HttpMethod(endpoint.Method.ToString()), endpoint.PathAndQuery.TrimStart('/'), kind);
        var how = wire.How(boundConfiguration);
        return calls.RunAsync(call, async (node, cancel) =>
        {
            try
            {
                return await wire.AskAsync<TResponse>(call, node, how, postData, cancel);
            }
            catch (Exception failure) when (AnswerReader.IsUnreadable(failure))
            {
                throw AnswerReader.Unreadable(200, call, failure);
            }
        }, cancellationToken);
    }

    public TResponse Request<TResponse>(Endpoint endpoint, BoundConfiguration boundConfiguration, PostData? postData)
        where TResponse : TransportResponse, new() => throw new NotSupportedException("Nobody waits for the cluster on a thread.");

    /// <summary>The connections are the wire's.</summary>
    public void Dispose()
    {
    }
}
