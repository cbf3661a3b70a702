using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace Marketplace.Search.Elasticsearch;

/// <summary>One call with its body, ready to be sent several times, and the nodes that it tried.</summary>
internal sealed class Call
{
    /// <summary>Shorter bodies are sent as they are: compressing costs more than it saves.</summary>
    private const int ShortestCompressed = 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");

    private static readonly StringWithQualityHeaderValue Gzip = new(AnswerReader.Gzip);

    private readonly ReadOnlyMemory<byte> body;
    private readonly bool packs;
    private readonly bool compressed;
    private readonly MediaTypeHeaderValue type;

    public Call(HttpMethod method, string path, CallKind kind, ReadOnlyMemory<byte> body, bool lines, bool compress)
    {
        if (path.StartsWith('/'))
            throw new ArgumentException($"Not a path below the cluster's address: {path}", nameof(path));
        (Method, Path, Kind) = (method, path, kind);
        type = lines ? Lines : Json;
        // Somebody waits for a search, and packing takes both ends longer than the network takes for what it saves.
        packs = compress && kind != CallKind.Search;
        compressed = packs && body.Length > ShortestCompressed;
        this.body = compressed ? Zip(body) : body;
    }

    public HttpMethod Method { get; }

    public string Path { get; }

    public CallKind Kind { get; }

    public List<Node> Tried { get; } = [];

    public Activity? Trace { get; init; }

    /// <summary>When it began, as the clock counts.</summary>
    public long Began { get; init; }

    public HttpRequestMessage RequestTo(Node node)
    {
        var request = new HttpRequestMessage(Method, node.Address.AbsoluteUri + Path);
        // Without the header an answer comes as it is; the handler would ask for gzip always or never.
        if (packs)
            request.Headers.AcceptEncoding.Add(Gzip);
        if (body.IsEmpty)
            return request;
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = type;
        if (compressed)
            request.Content.Headers.ContentEncoding.Add("gzip");
        return request;
    }

    private static byte[] Zip(ReadOnlyMemory<byte> body)
    {
        using var zipped = new MemoryStream(body.Length / 4);
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(body.Span);
        return zipped.ToArray();
    }
}
