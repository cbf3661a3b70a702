namespace Marketplace.Statistics.Editions;

/// <summary>How much of a row is shown.</summary>
internal enum Detail { Withheld, Whole, Full }

/// <summary>A row of a block: a value of an axis within a quarter or a year, with the bookings that it counts.</summary>
internal sealed class Node(string code, Node? parent)
{
    public string Code => code;

    public Node? Parent => parent;

    public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>Validated in the block, by its columns: months, or classes of people.</summary>
    public SortedDictionary<string, List<Fact>> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>Entered in the block.</summary>
    public List<Fact> Entries { get; } = [];

    /// <summary>Validated up to the end of the block, and not entered by then.</summary>
    public List<Fact> Pending { get; } = [];

    public Detail Detail { get; set; } = Detail.Full;

    public IEnumerable<Fact> Bookings => Columns.Values.SelectMany(list => list);

    public int Count => Columns.Values.Sum(list => list.Count);

    public bool IsEmpty => Count == 0 && Entries.Count == 0 && Pending.Count == 0;

    public IEnumerable<Fact> Column(string column) => Columns.TryGetValue(column, out var list) ? list : [];

    /// <summary>The child of a code, made when it is not there.</summary>
    public Node Child(string code)
    {
        if (!Children.TryGetValue(code, out var child))
            Children[code] = child = new Node(code, this);
        return child;
    }

    public void Add(string column, Fact fact)
    {
        if (!Columns.TryGetValue(column, out var list))
            Columns[column] = list = [];
        list.Add(fact);
    }
}
