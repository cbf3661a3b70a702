namespace Marketplace.Search.Elasticsearch;

/// <summary>What of a path may be told: index and operation, never ids or parameters.</summary>
internal static class CallName
{
    /// <summary>The index of <c>index/_search?…</c>; null for calls to the cluster.</summary>
    public static string? IndexOf(string path)
    {
        var first = path.AsSpan(0, path.AsSpan().IndexOfAny('/', '?') is >= 0 and var end ? end : path.Length);
        return first.IsEmpty || first[0] == '_' ? null : Uri.UnescapeDataString(first.ToString());
    }

    /// <summary>The first part that begins with an underscore, without it ("search"), else the method ("put").</summary>
    public static string OperationOf(HttpMethod method, string path)
    {
        var span = path.AsSpan(0, path.IndexOf('?') is >= 0 and var end ? end : path.Length);
        foreach (var part in span.Split('/'))
            if (span[part] is ['_', .. var name])
                return name.ToString();
        return method.Method.ToLowerInvariant();
    }
}
