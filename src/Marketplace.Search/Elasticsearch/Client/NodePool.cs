namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Chooses the node of each try: the one with the fewest under way, in turn among equals, and around those that failed
/// lately. A node that was just started takes long over each, and so gets fewer.
/// </summary>
internal sealed class NodePool(IEnumerable<Uri> addresses, TimeProvider clock)
{
    public static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    private readonly Node[] nodes = [.. addresses.Select(a => new Node(a))];
    private readonly long beginning = clock.GetTimestamp();
    private readonly Lock gate = new();
    private long picks;
    private int turn;

    public int Count => nodes.Length;

    /// <param name="tried">Nodes that this call tried already: any other goes first, even one that rests.</param>
    public NodePick Next(IReadOnlyCollection<Node> tried)
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(beginning);
            var node = Awake(now, tried)
                ?? nodes.Where(n => !tried.Contains(n)).MinBy(n => n.FailedAt)
                ?? Awake(now, [])
                ?? nodes.MinBy(n => n.FailedAt)!;
            // One call finds out whether a node that failed is back; the others do not wait with it.
            if (node.Failures > 0 && node.RestsUntil <= now)
                node.RestsUntil = now + ShortestRest;
            node.UnderWay++;
            return new NodePick(node, ++picks);
        }
    }

    /// <summary>The try is over, in whatever way.</summary>
    public void Ended(NodePick pick)
    {
        lock (gate)
            pick.Node.UnderWay--;
    }

    public void Answered(NodePick pick)
    {
        lock (gate)
        {
            if (pick.Number > pick.Node.FailedAt)
                (pick.Node.Failures, pick.Node.RestsUntil) = (0, TimeSpan.Zero);
        }
    }

    public void Failed(NodePick pick)
    {
        lock (gate)
        {
            // A hundred calls that fail together are one failure.
            if (pick.Number <= pick.Node.FailedAt)
                return;
            pick.Node.Failures++;
            pick.Node.FailedAt = picks;
            var rest = ShortestRest * Math.Pow(2, Math.Min(pick.Node.Failures - 1, 10));
            pick.Node.RestsUntil = clock.GetElapsedTime(beginning) + (rest < LongestRest ? rest : LongestRest);
        }
    }

    private Node? Awake(TimeSpan now, IReadOnlyCollection<Node> tried)
    {
        var first = turn;
        turn = (turn + 1) % nodes.Length;
        return nodes[first..].Concat(nodes[..first]).Where(n => n.RestsUntil <= now && !tried.Contains(n)).MinBy(n => n.UnderWay);
    }
}
