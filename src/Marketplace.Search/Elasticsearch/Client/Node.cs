namespace Marketplace.Search.Elasticsearch;

/// <summary>One address of the cluster, and how it did lately. Changed under the lock of its <see cref="NodePool"/>.</summary>
internal sealed class Node(Uri address)
{
    /// <summary>Ends with a slash, so that paths are added to it.</summary>
    public Uri Address { get; } = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    /// <summary>The same for the transport.</summary>
    public Elastic.Transport.Node Target { get; } = new(address);

    /// <summary>Tries that are not over.</summary>
    public int UnderWay { get; set; }

    /// <summary>When its searches that are not over began, the oldest first, since the pool's beginning.</summary>
    public List<TimeSpan> Searching { get; } = [];

    /// <summary>Milliseconds that a search took it lately; 0 before the first.</summary>
    public double Slowness { get; set; }

    /// <summary>When it ended a search last, since the pool's beginning.</summary>
    public TimeSpan MeasuredAt { get; set; }

    /// <summary>Failures since it answered last.</summary>
    public int Failures { get; set; }

    /// <summary>Number of the latest pick of the pool when it failed; 0 when it never did.</summary>
    public long FailedAt { get; set; }

    /// <summary>When it is asked again, since the pool's beginning.</summary>
    public TimeSpan RestsUntil { get; set; }
}

/// <summary>A node chosen for one try.</summary>
/// <param name="Number">Grows with each pick of the pool.</param>
/// <param name="Began">When it was chosen, since the pool's beginning.</param>
/// <param name="Search">Whether its time says how quick the node is.</param>
internal readonly record struct NodePick(Node Node, long Number, TimeSpan Began, bool Search);
