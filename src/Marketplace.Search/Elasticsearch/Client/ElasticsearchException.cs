using System.Globalization;

namespace Marketplace.Search.Elasticsearch;

/// <summary>The cluster answered, and the answer is an error: the request, the index or the rights are wrong.</summary>
public sealed class ElasticsearchException : Exception
{
    internal ElasticsearchException(int status, string? index, string? type, string? reason, Exception? inner = null)
        : base(Describe(status, index, type, reason), inner) =>
        (Status, Index, Type, Reason) = (status, index, type, reason);

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>The index that the answer or else the path names; null for calls to the cluster.</summary>
    public string? Index { get; }

    /// <summary>Elasticsearch's name of the error, such as <c>index_not_found_exception</c>; null when the answer had none.</summary>
    public string? Type { get; }

    /// <summary>The reason in Elasticsearch's words, shortened; null when the answer had none.</summary>
    public string? Reason { get; }

    private static string Describe(int status, string? index, string? type, string? reason) => string.Create(
        CultureInfo.InvariantCulture,
        $"Elasticsearch answered {status} for {(index is null ? "the cluster" : $"index \"{index}\"")}: {type ?? "error"}: {reason ?? "no reason given"}");
}
