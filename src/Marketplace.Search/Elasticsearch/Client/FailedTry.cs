using System.Globalization;
using System.Net;

namespace Marketplace.Search.Elasticsearch;

/// <summary>How one try failed, from what surely did not arrive to what may have.</summary>
internal enum FailureKind
{
    /// <summary>No connection: the request surely did not arrive.</summary>
    NoConnection,

    /// <summary>The connection broke on the way.</summary>
    Broken,

    /// <summary>No whole answer in time.</summary>
    TooSlow,

    /// <summary>502, 503 or 504: from a proxy, or a node that cannot serve now.</summary>
    NotServing,

    /// <summary>429: the node works and has too much to do.</summary>
    Overloaded,
}

/// <summary>One try that failed for the node's sake, not the request's; the policies decide whether there is another.</summary>
/// <param name="tried">Nodes that this call tried so far.</param>
/// <param name="othersLeft">Whether nodes are left that it has not tried.</param>
/// <param name="callTook">Since the call's beginning, earlier tries included.</param>
internal sealed class FailedTry(FailureKind kind, Node node, int tried, bool othersLeft, TimeSpan callTook, Exception cause)
    : Exception($"{node.Address.Authority}: {Describe(kind)}{(cause is ElasticsearchException answer ? $" ({answer.Message})" : "")}",
        cause)
{
    public FailureKind Kind => kind;

    public int Tried => tried;

    public bool OthersLeft => othersLeft;

    public TimeSpan CallTook => callTook;

    /// <summary>OpenTelemetry's <c>error.type</c>.</summary>
    public string ErrorType => kind switch
    {
        FailureKind.NoConnection => "no_connection",
        FailureKind.Broken => "connection_broken",
        FailureKind.TooSlow => "timeout",
        _ => InnerException is ElasticsearchException answer ? answer.Status.ToString(CultureInfo.InvariantCulture) : "unavailable",
    };

    /// <summary>What an exception of the transport says; null when it says nothing of the node.</summary>
    /// <param name="late">Whether the try's time was over.</param>
    public static FailureKind? Read(Exception failure, bool late) => failure switch
    {
        OperationCanceledException when late => FailureKind.TooSlow,
        // SocketsHttpHandler cancels a connection attempt that takes too long.
        OperationCanceledException { InnerException: TimeoutException } => FailureKind.NoConnection,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError } =>
            FailureKind.NoConnection,
        HttpRequestException or IOException => late ? FailureKind.TooSlow : FailureKind.Broken,
        _ => null,
    };

    /// <summary>The same of an error status.</summary>
    public static FailureKind? Read(ElasticsearchException answer) => (HttpStatusCode)answer.Status switch
    {
        HttpStatusCode.TooManyRequests => FailureKind.Overloaded,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => FailureKind.NotServing,
        _ => null,
    };

    private static string Describe(FailureKind kind) => kind switch
    {
        FailureKind.NoConnection => "no connection",
        FailureKind.Broken => "the connection broke",
        FailureKind.TooSlow => "no answer in time",
        FailureKind.NotServing => "not serving",
        _ => "too much to do",
    };
}
