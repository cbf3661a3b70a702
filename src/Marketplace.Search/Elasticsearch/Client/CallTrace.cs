using System.Diagnostics;

namespace Marketplace.Search.Elasticsearch;

/// <summary>The span of a call, by OpenTelemetry's names for database clients. Never holds bodies, queries or ids.</summary>
internal static class CallTrace
{
    public static Activity? Start(HttpMethod method, string path)
    {
        var operation = CallName.OperationOf(method, path);
        var trace = SearchTelemetry.Traces.StartActivity($"elasticsearch {operation}", ActivityKind.Client);
        if (trace is null)
            return null;
        trace.SetTag("db.system.name", "elasticsearch").SetTag("db.operation.name", operation);
        if (CallName.IndexOf(path) is { } index)
            trace.SetTag("db.collection.name", index);
        return trace;
    }

    /// <summary>The node of the latest try.</summary>
    public static void Asks(Activity? trace, Node node) =>
        trace?.SetTag("server.address", node.Address.Host).SetTag("server.port", node.Address.Port)
            .SetTag("http.response.status_code", null);

    /// <summary>The node that answered, which may be an earlier one than was asked last.</summary>
    public static void Answers(Activity? trace, Node node, int? status)
    {
        Asks(trace, node);
        trace?.SetTag("http.response.status_code", status);
    }

    public static void Fail(Activity? trace, string type) => trace?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
}
