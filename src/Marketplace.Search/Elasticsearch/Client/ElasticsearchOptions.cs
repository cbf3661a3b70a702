namespace Marketplace.Search.Elasticsearch;

/// <summary>Which cluster, how it is reached and how the indexes are cut: the settings <c>Search:Elasticsearch:*</c>.</summary>
public sealed record ElasticsearchOptions
{
    /// <summary>Addresses of the cluster, http or https, perhaps with a path; when one fails the next is asked.</summary>
    public required IReadOnlyList<Uri> Nodes { get; init; }

    /// <summary>An API key as Elasticsearch hands it out (<c>encoded</c>); instead of user and password.</summary>
    public string? ApiKey { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>A PEM file of the only authorities whose certificates are trusted; null: those of the machine.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>SHA-256 in hexadecimal, colons allowed, of the only certificate trusted: the server's, or its authority's.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>First part of the name of every index.</summary>
    public string Name { get; init; } = "marketplace";

    public int Shards { get; init; } = 1;

    /// <summary>Copies of each shard beside itself.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How long a change may stay invisible to searches.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one try of a search may take; with its second try a search takes twice as long at most.</summary>
    public TimeSpan SearchTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Searches that this process has under way on the cluster at a time; others wait up to a second, then are refused.</summary>
    public int ConcurrentSearches { get; init; } = 16;

    /// <summary>How long one try of a write may take.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Size of one bulk request before compression, in bytes.</summary>
    public int BulkBytes { get; init; } = 5_000_000;

    /// <summary>Whether requests and answers are compressed (gzip), but for searches.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Refuses settings that cannot work or would be unsafe.</summary>
    /// <exception cref="ArgumentException">In French, with the name of the setting and how to mend it.</exception>
    public void Validate() => OptionsCheck.Run(this);

    /// <summary>The addresses only: a record would print its secrets.</summary>
    public override string ToString() => $"Elasticsearch {string.Join(", ", Nodes)}";
}
