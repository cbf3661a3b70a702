using System.Collections.Concurrent;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Elastic.Clients.Elasticsearch;
using Elastic.Transport;
using HttpMethod = System.Net.Http.HttpMethod;
using TypedClient = Elastic.Clients.Elasticsearch.ElasticsearchClient;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Talks to an Elasticsearch 8 cluster by the wire of its official client: fail-over between its nodes, time limits,
/// repetition where it is safe, and a circuit breaker for searches are ours. Knows nothing of queries and documents. One for
/// the whole process.
/// </summary>
public sealed class ElasticsearchClient : IDisposable
{
    private readonly Wire wire;
    private readonly RuledCalls calls;
    private readonly ConcurrentDictionary<CallKind, ElasticsearchClientSettings> typed = new();
    private readonly SingleNodePool anyNode;

    /// <param name="clock">Counts limits, rests and waits.</param>
    /// <param name="handler">Instead of the network, in tests.</param>
    /// <exception cref="ArgumentException">See <see cref="ElasticsearchOptions.Validate"/>.</exception>
    public ElasticsearchClient(ElasticsearchOptions options, TimeProvider? clock = null, HttpMessageHandler? handler = null)
    {
        options.Validate();
        wire = new Wire(options, handler);
        calls = new RuledCalls(options, clock ?? TimeProvider.System);
        anyNode = new SingleNodePool(options.Nodes[0]);
    }

    /// <summary>Sends a request and returns the parsed answer, which the caller disposes.</summary>
    /// <param name="path">Without leading slash, its parts escaped: <c>marketplace-actions/_search</c>.</param>
    /// <param name="body">UTF-8 JSON; with <paramref name="lines"/> one JSON value a line, the last one ended too.</param>
    /// <exception cref="ElasticsearchException">The cluster refused the request.</exception>
    /// <exception cref="SearchUnavailableException">No node answered in time, or the cluster has too much to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    internal async Task<JsonDocument> SendAsync(
        HttpMethod method, string path, CallKind kind, ReadOnlyMemory<byte> body = default, bool lines = false,
        CancellationToken cancel = default) =>
        (await RunAsync(method, path, kind, body, lines, cancel))!;

    /// <summary>Whether an index, alias or document exists.</summary>
    /// <inheritdoc cref="SendAsync"/>
    internal async Task<bool> ExistsAsync(string path, CancellationToken cancel = default)
    {
        try
        {
            await RunAsync(HttpMethod.Head, path, CallKind.Read, default, false, cancel);
            return true;
        }
        catch (ElasticsearchException answer) when (answer.Status == (int)HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>
    /// One call of the official typed client, for what is done to indexes and asked about them: by the same rules, with the
    /// same failures. Searches and writes are no such calls: with it they take many times the memory (docs/decisions/0043).
    /// </summary>
    /// <inheritdoc cref="SendAsync"/>
    internal async Task<T> AdministerAsync<T>(CallKind kind, Func<TypedClient, Task<T>> call)
    {
        var settings = typed.GetOrAdd(kind, kind => new ElasticsearchClientSettings(anyNode, new RuledInvoker(calls, wire, kind)));
        try
        {
            // Made for each call: one that met something else than Elasticsearch once would refuse every later call.
            return await call(new TypedClient(settings));
        }
        catch (UnexpectedTransportException wrapped) when (wrapped.InnerException is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
        catch (UnsupportedProductException other)
        {
            throw new SearchUnavailableException(
                "Elasticsearch is not available: what answers does not say that it is Elasticsearch.", other);
        }
    }

    public void Dispose() => wire.Dispose();

    private Task<JsonDocument?> RunAsync(
        HttpMethod method, string path, CallKind kind, ReadOnlyMemory<byte> body, bool lines, CancellationToken cancel)
    {
        var call = new Call(method, path, kind);
        var how = wire.How(kind, lines);
        return calls.RunAsync(call, async (node, token) =>
        {
            using var answer = await wire.AskAsync<StreamResponse>(
                call, node, how, body.IsEmpty ? null : PostData.ReadOnlyMemory(body), token);
            return await AnswerReader.ReadAsync(answer, call, token);
        }, cancel);
    }
}
