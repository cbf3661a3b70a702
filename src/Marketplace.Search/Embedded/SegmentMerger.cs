namespace Marketplace.Search.Embedded;

/// <summary>Makes one segment of several, leaving deleted documents out, in the order that they all have.</summary>
internal sealed class SegmentMerger(IReadOnlyList<SegmentView> sources, Vocabularies vocabularies)
{
    private readonly Segment[] segments = [.. sources.Select(s => s.Segment)];
    /// <summary>Where each new document comes from.</summary>
    private Origin[] order = [];

    /// <summary>By source: new number of each document, -1 when it was deleted.</summary>
    public int[][] NewNumbers { get; private set; } = [];

    private readonly record struct Origin(int Source, int Document);

    /// <summary>Merges searchable segments, or those that are only to be merged, into a searchable one.</summary>
    public Segment Merge()
    {
        Renumber();
        var fields = Enumerable.Range(0, Vocabularies.TextFields);
        return Merged([.. fields.Select(f => HasTokens ? Inverted(f) : MergedPostings.Of(
            Array.ConvertAll(segments, s => s.Text[f]), NewNumbers, Column(s => s.Text[f].Lengths)))], []).Complete(vocabularies);
    }

    /// <summary>Merges segments that are only to be merged into one that is too.</summary>
    public Segment MergeForMerging()
    {
        Renumber();
        return Merged([], [.. Enumerable.Range(0, Vocabularies.TextFields).Select(f => List(s => s.Tokens[f]))]).ForMerging();
    }

    private bool HasTokens => Array.Exists(segments, s => s.Tokens.Length > 0);

    private Segment Merged(FieldPostings[] text, ListValues[] tokens) => new()
    {
        Count = order.Length,
        Versions = Column(s => s.Versions),
        Ids = Bytes(s => s.Ids, s => s.IdStarts, out var idStarts),
        IdStarts = idStarts,
        IdHashes = Column(s => s.IdHashes),
        Stored = Bytes(s => s.Stored, s => s.StoredStarts, out var storedStarts),
        StoredStarts = storedStarts,
        Ordinals = [.. Enumerable.Range(0, Vocabularies.OrdinalColumns).Select(c => Column(s => s.Ordinals[c]))],
        Lists = [.. Enumerable.Range(0, Vocabularies.ListColumns).Select(c => List(s => s.Lists[c]))],
        Groups = Column(s => s.Groups),
        Lat = Column(s => s.Lat),
        Lng = Column(s => s.Lng),
        Prices = Column(s => s.Prices),
        Hours = Column(s => s.Hours),
        Ratings = Column(s => s.Ratings),
        Permanent = Column(s => s.Permanent),
        Sessions = Sessions(),
        Text = text,
        Tokens = tokens,
    };

    private FieldPostings Inverted(int field)
    {
        var columns = Array.ConvertAll(segments, s => s.Tokens[field]);
        return Inversion.Of(order.Length, d => columns[order[d].Source].Of(order[d].Document), vocabularies.Terms.Count);
    }

    private void Renumber()
    {
        NewNumbers = [.. segments.Select(s => new int[s.Count])];
        order = new Origin[sources.Sum(s => s.Living)];
        var next = new int[segments.Length];
        var heap = new MergeHeap<ByGroupAndId>(segments.Length, new ByGroupAndId(segments, next));
        for (var s = 0; s < segments.Length; s++)
            if (SkipDeleted(s, next))
                heap.Add(s);
        for (var number = 0; number < order.Length; number++)
        {
            var least = heap.Least;
            NewNumbers[least][next[least]] = number;
            order[number] = new Origin(least, next[least]++);
            if (SkipDeleted(least, next))
                heap.Moved();
            else
                heap.Ended();
        }
    }

    /// <summary>Goes on to the source's next living document; false when none is left.</summary>
    private bool SkipDeleted(int source, int[] next)
    {
        while (next[source] < segments[source].Count && sources[source].IsDeleted(next[source]))
            NewNumbers[source][next[source]++] = -1;
        return next[source] < segments[source].Count;
    }

    private readonly struct ByGroupAndId(Segment[] segments, int[] next) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            var byGroup = segments[x].Groups[next[x]].CompareTo(segments[y].Groups[next[y]]);
            return byGroup != 0 ? byGroup : segments[x].IdBytes(next[x]).SequenceCompareTo(segments[y].IdBytes(next[y]));
        }
    }

    private T[] Column<T>(Func<Segment, T[]> of)
    {
        var columns = Array.ConvertAll(segments, s => of(s));
        var merged = new T[order.Length];
        for (var d = 0; d < merged.Length; d++)
            merged[d] = columns[order[d].Source][order[d].Document];
        return merged;
    }

    private byte[] Bytes(Func<Segment, byte[]> bytesOf, Func<Segment, int[]> startsOf, out int[] starts)
    {
        var columns = Array.ConvertAll(segments, s => bytesOf(s));
        var columnStarts = Array.ConvertAll(segments, s => startsOf(s));
        starts = new int[order.Length + 1];
        for (var d = 0; d < order.Length; d++)
        {
            var from = columnStarts[order[d].Source];
            starts[d + 1] = checked(starts[d] + from[order[d].Document + 1] - from[order[d].Document]);
        }
        var merged = new byte[starts[^1]];
        for (var d = 0; d < order.Length; d++)
            columns[order[d].Source].AsSpan(columnStarts[order[d].Source][order[d].Document], starts[d + 1] - starts[d])
                .CopyTo(merged.AsSpan(starts[d]));
        return merged;
    }

    private ListValues List(Func<Segment, ListValues> of)
    {
        var columns = Array.ConvertAll(segments, s => of(s));
        var merged = new ListColumnBuilder();
        foreach (var origin in order)
            merged.Add(columns[origin.Source].Of(origin.Document));
        return merged.Build();
    }

    private SessionColumns Sessions()
    {
        var merged = new SessionColumnsBuilder();
        foreach (var origin in order)
            merged.Copy(segments[origin.Source].Sessions, origin.Document);
        return merged.Build();
    }
}
