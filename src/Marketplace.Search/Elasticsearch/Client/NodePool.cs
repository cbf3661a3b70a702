namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Chooses the node of each try: the one where it will soon be done, by the tries that are under way there and by how long
/// searches took it lately, or are taking it; in turn among equals, and around those that failed lately. A node that was just
/// started takes many times as long as the others: by the tries alone it would still be asked whenever each other has one.
/// </summary>
internal sealed class NodePool(IEnumerable<Uri> addresses, TimeProvider clock)
{
    public static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    /// <summary>The time that a node's slowness looks back; unasked it is forgotten by half in each of <see cref="Forgetting"/>.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2), Forgetting = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Milliseconds taken for the slowness of a node that failed and is back: what it was before says nothing, and all would
    /// be sent there at once. Also, at least, of one that has too much to do.
    /// </summary>
    private const double JustBack = 1_000;

    /// <summary>
    /// Of so many searches one may ask a second node, and so many more at once: where all nodes are slow, each search asking
    /// two would make them slower.
    /// </summary>
    private const int SearchesForASpare = 10, MostSpares = 10;

    private readonly Node[] nodes = [.. addresses.Select(a => new Node(a))];
    private readonly long beginning = clock.GetTimestamp();
    private readonly Lock gate = new();
    private long picks;
    private int turn;
    private double spares = MostSpares;

    public int Count => nodes.Length;

    /// <param name="tried">Nodes that this call tried already: any other goes first, even one that rests.</param>
    /// <param name="search">Whether the try is a search: only these tell how quick a node is.</param>
    public NodePick Next(IReadOnlyCollection<Node> tried, bool search = true)
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
            if (search)
                spares = Math.Min(MostSpares, spares + (1.0 / SearchesForASpare));
            return Picked(node, now, search);
        }
    }

    /// <summary>
    /// A node to ask what the first takes long for; null where none would sooner be done, or too many searches were asked
    /// twice lately. One that failed is not: <see cref="Next"/> finds out whether it is back.
    /// </summary>
    public NodePick? Second(Node first, IReadOnlyCollection<Node> tried)
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(beginning);
            if (spares < 1 || Awake(now, [.. tried, .. nodes.Where(n => n.Failures > 0)]) is not { } node
                || Cost(first, first.UnderWay, now) <= Cost(node, node.UnderWay + 1, now))
                return null;
            spares--;
            return Picked(node, now, search: true);
        }
    }

    /// <summary>The try is over, in whatever way.</summary>
    /// <param name="answered">Whether the node did what it was asked; else it is known only that it would have taken longer.</param>
    public void Ended(NodePick pick, bool answered)
    {
        lock (gate)
        {
            pick.Node.UnderWay--;
            if (!pick.Search)
                return;
            pick.Node.Searching.Remove(pick.Began);
            var now = clock.GetElapsedTime(beginning);
            var took = (now - pick.Began).TotalMilliseconds;
            if (!answered && took <= pick.Node.Slowness)
                return;
            var kept = pick.Node.Slowness == 0 ? 0 : Math.Exp((pick.Node.MeasuredAt - now) / Memory);
            (pick.Node.Slowness, pick.Node.MeasuredAt) = ((pick.Node.Slowness * kept) + (took * (1 - kept)), now);
        }
    }

    public void Answered(NodePick pick)
    {
        lock (gate)
        {
            if (pick.Number <= pick.Node.FailedAt)
                return;
            if (pick.Node.Failures > 0)
                (pick.Node.Slowness, pick.Node.MeasuredAt) = (JustBack, clock.GetElapsedTime(beginning));
            (pick.Node.Failures, pick.Node.RestsUntil) = (0, TimeSpan.Zero);
        }
    }

    /// <summary>The node has too much to do. It says so quickly, and must not get more for that.</summary>
    public void Refused(NodePick pick)
    {
        lock (gate)
            (pick.Node.Slowness, pick.Node.MeasuredAt) = (Math.Max(JustBack, pick.Node.Slowness), clock.GetElapsedTime(beginning));
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

    private NodePick Picked(Node node, TimeSpan now, bool search)
    {
        node.UnderWay++;
        if (search)
            node.Searching.Add(now);
        return new NodePick(node, ++picks, now, search);
    }

    private Node? Awake(TimeSpan now, IReadOnlyCollection<Node> tried)
    {
        var first = turn;
        turn = (turn + 1) % nodes.Length;
        return nodes[first..].Concat(nodes[..first]).Where(n => n.RestsUntil <= now && !tried.Contains(n))
            .MinBy(n => Cost(n, n.UnderWay + 1, now));
    }

    private static double Cost(Node node, int underWay, TimeSpan now) => underWay * Slowness(node, now);

    /// <summary>In powers of two: else of two that are alike one would get all.</summary>
    private static double Slowness(Node node, TimeSpan now)
    {
        var milliseconds = node.Slowness * Math.Pow(2, (node.MeasuredAt - now) / Forgetting);
        if (node.Searching is [var oldest, ..])
            milliseconds = Math.Max(milliseconds, (now - oldest).TotalMilliseconds);
        return Math.Pow(2, Math.Round(Math.Log2(Math.Max(1, milliseconds))));
    }
}
