using System.Diagnostics;
using Elastic.Transport;
using HttpMethod = System.Net.Http.HttpMethod;

namespace Marketplace.Search.Elasticsearch;

/// <summary>One call, which may be sent several times, and the nodes that it tried.</summary>
internal sealed class Call
{
    public Call(HttpMethod method, string path, CallKind kind)
    {
        if (path.StartsWith('/'))
            throw new ArgumentException($"Not a path below the cluster's address: {path}", nameof(path));
        (Method, Path, Kind) = (method, path, kind);
        Endpoint = new EndpointPath(Enum.Parse<Elastic.Transport.HttpMethod>(method.Method), path);
    }

    public HttpMethod Method { get; }

    public string Path { get; }

    public CallKind Kind { get; }

    /// <summary>Method and path as the transport has them.</summary>
    public EndpointPath Endpoint { get; }

    public List<Node> Tried { get; } = [];

    public Activity? Trace { get; set; }

    /// <summary>When it began, as the clock counts.</summary>
    public long Began { get; set; }
}
