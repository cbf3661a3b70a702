using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Runtime.ExceptionServices;
using Elastic.Transport;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// One request to one node, by the HTTP part of Elastic's transport: messages, credentials, answers. The part above it,
/// which has node pools, retries, pings and spans with whole addresses, is not used: <see cref="RuledCalls"/> is.
/// </summary>
internal sealed class Wire : IDisposable
{
    /// <summary>
    /// The type of bodies and answers. The typed client names the server's version in it, and a server of another one
    /// refuses that with 400; without it 8 and 9 answer alike.
    /// </summary>
    public const string Json = "application/json";

    private const string Lines = "application/x-ndjson";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly ElasticsearchOptions options;
    private readonly AuthorizationHeader? credentials;
    private readonly HttpMessageHandler connections;
    private readonly HttpRequestInvoker http;
    private readonly TransportConfiguration settings;
    private readonly ConcurrentDictionary<(bool Packs, bool Lines), BoundConfiguration> ways = new();

    /// <param name="handler">Instead of the network, in tests.</param>
    public Wire(ElasticsearchOptions options, HttpMessageHandler? handler)
    {
        this.options = options;
        credentials = options switch
        {
            { ApiKey: { } key } => new ApiKey(key),
            { Username: { } user } => new BasicAuthentication(user, options.Password!),
            _ => null,
        };
        connections = handler ?? Connections(options);
        http = new HttpRequestInvoker((unused, _) =>
        {
            unused.Dispose();
            return new AnswerHandler(new PackingHandler(connections));
        });
        settings = new TransportConfiguration(new SingleNodePool(options.Nodes[0]), http);
    }

    public ResponseFactory Answers => http.ResponseFactory;

    /// <summary>How a request of ours is sent.</summary>
    /// <param name="kind">Somebody waits for a search, and packing takes both ends longer than the network takes for what it saves.</param>
    public BoundConfiguration How(CallKind kind, bool lines) => ways.GetOrAdd(
        (options.Compress && kind != CallKind.Search, lines), way => new BoundConfiguration(settings, new RequestConfiguration
        {
            Accept = Json,
            ContentType = way.Lines ? Lines : Json,
            EnableHttpCompression = false,
            Headers = way.Packs ? new NameValueCollection { ["Accept-Encoding"] = PackingHandler.Gzip } : null,
            Authentication = credentials,
            RequestTimeout = Timeout.InfiniteTimeSpan,
        }));

    /// <summary>How a request of the typed client is sent.</summary>
    /// <param name="asked">As it would send it.</param>
    public BoundConfiguration How(BoundConfiguration asked) => new(asked.ConnectionSettings, new RequestConfiguration(asked)
    {
        Accept = Json,
        ContentType = Json,
        EnableHttpCompression = false,
        Authentication = credentials,
        RequestTimeout = Timeout.InfiniteTimeSpan,
    });

    /// <exception cref="ElasticsearchException">The answer is an error.</exception>
    public async Task<T> AskAsync<T>(Call call, Node node, BoundConfiguration how, PostData? body, CancellationToken cancel)
        where T : TransportResponse, new()
    {
        try
        {
            var answer = await http.RequestAsync<T>(new Endpoint(call.Endpoint, node.Target), how, body, cancel);
            if (answer.ApiCallDetails.OriginalException is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            CallTrace.Answers(call.Trace, node, answer.ApiCallDetails.HttpStatusCode);
            return answer;
        }
        catch (ErrorStatus error)
        {
            CallTrace.Answers(call.Trace, node, error.Status);
            throw ErrorAnswer.Read(error.Status, call.Path, error.Body);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        connections.Dispose();
    }

    private static SocketsHttpHandler Connections(ElasticsearchOptions options) => new()
    {
        ConnectTimeout = ConnectTimeout,
        // Names of nodes move to other addresses.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        SslOptions = ServerTrust.For(options),
        // The key goes to the addresses of the settings and nowhere else.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
    };
}
