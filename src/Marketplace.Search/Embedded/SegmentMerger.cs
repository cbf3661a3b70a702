using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded;

/// <summary>Makes one segment of several, leaving deleted documents out. Documents keep their relative order.</summary>
internal sealed class SegmentMerger(IReadOnlyList<SegmentView> sources, Vocabularies vocabularies)
{
    /// <summary>By source: new number of each document, -1 when it was deleted.</summary>
    public int[][] NewNumbers { get; private set; } = [];

    public Segment Merge()
    {
        NewNumbers = Renumber(out var count);
        return new Segment
        {
            Count = count,
            Versions = Column(s => s.Versions, count),
            Ids = Bytes(s => s.Ids, s => s.IdStarts, count, out var idStarts),
            IdStarts = idStarts,
            IdHashes = Column(s => s.IdHashes, count),
            Stored = Bytes(s => s.Stored, s => s.StoredStarts, count, out var storedStarts),
            StoredStarts = storedStarts,
            Ordinals = [.. Enumerable.Range(0, Vocabularies.OrdinalColumns).Select(c => Column(s => s.Ordinals[c], count))],
            Lists = [.. Enumerable.Range(0, Vocabularies.ListColumns).Select(List)],
            Groups = Column(s => s.Groups, count),
            Lat = Column(s => s.Lat, count),
            Lng = Column(s => s.Lng, count),
            Prices = Column(s => s.Prices, count),
            Hours = Column(s => s.Hours, count),
            Ratings = Column(s => s.Ratings, count),
            Permanent = Column(s => s.Permanent, count),
            Sessions = Sessions(),
            Text = [.. Enumerable.Range(0, Vocabularies.TextFields).Select(f => Postings(f, count))],
        }.Complete(vocabularies);
    }

    private int[][] Renumber(out int count)
    {
        var next = 0;
        var numbers = new int[sources.Count][];
        for (var s = 0; s < sources.Count; s++)
        {
            numbers[s] = new int[sources[s].Segment.Count];
            for (var d = 0; d < numbers[s].Length; d++)
                numbers[s][d] = sources[s].IsDeleted(d) ? -1 : next++;
        }
        count = next;
        return numbers;
    }

    private IEnumerable<(Segment Segment, int Document)> Living()
    {
        for (var s = 0; s < sources.Count; s++)
            for (var d = 0; d < NewNumbers[s].Length; d++)
                if (NewNumbers[s][d] >= 0)
                    yield return (sources[s].Segment, d);
    }

    private T[] Column<T>(Func<Segment, T[]> of, int count)
    {
        var merged = new T[count];
        for (var s = 0; s < sources.Count; s++)
        {
            var column = of(sources[s].Segment);
            var numbers = NewNumbers[s];
            for (var d = 0; d < numbers.Length; d++)
                if (numbers[d] >= 0)
                    merged[numbers[d]] = column[d];
        }
        return merged;
    }

    private byte[] Bytes(Func<Segment, byte[]> bytesOf, Func<Segment, int[]> startsOf, int count, out int[] starts)
    {
        starts = new int[count + 1];
        var next = 0;
        foreach (var (segment, document) in Living())
        {
            var from = startsOf(segment);
            starts[next + 1] = checked(starts[next] + from[document + 1] - from[document]);
            next++;
        }
        var merged = new byte[starts[count]];
        next = 0;
        foreach (var (segment, document) in Living())
        {
            var from = startsOf(segment);
            bytesOf(segment).AsSpan(from[document], from[document + 1] - from[document]).CopyTo(merged.AsSpan(starts[next++]));
        }
        return merged;
    }

    private ListValues List(int column)
    {
        var merged = new ListColumnBuilder();
        foreach (var (segment, document) in Living())
            merged.Add(segment.Lists[column].Of(document));
        return merged.Build();
    }

    private SessionColumns Sessions()
    {
        var merged = new SessionColumnsBuilder();
        foreach (var (segment, document) in Living())
            merged.Copy(segment.Sessions, document);
        return merged.Build();
    }

    private FieldPostings Postings(int field, int count)
    {
        var lists = sources.Select(s => s.Segment.Text[field]).ToArray();
        var terms = lists.SelectMany(l => l.Terms).ToHashSet().ToArray();
        Array.Sort(terms);
        var writer = new PostingsWriter(terms.Length);
        var cursors = new int[lists.Length];
        var positions = new List<int>();
        foreach (var term in terms)
        {
            writer.BeginTerm(term);
            for (var s = 0; s < lists.Length; s++)
                if (cursors[s] < lists[s].Terms.Length && lists[s].Terms[cursors[s]] == term)
                    Copy(lists[s], cursors[s]++, NewNumbers[s], writer, positions);
            writer.EndTerm();
        }
        return writer.Build(Column(s => s.Text[field].Lengths, count));
    }

    private static void Copy(FieldPostings from, int index, int[] numbers, PostingsWriter to, List<int> positions)
    {
        var offset = from.PositionStarts[index];
        for (var i = from.Starts[index]; i < from.Starts[index] + from.Counts[index]; i++)
        {
            FieldPostings.ReadPositions(from.Positions, ref offset, from.Occurrences[i], positions);
            var number = numbers[from.Documents[i]];
            if (number < 0)
                continue;
            foreach (var position in CollectionsMarshal.AsSpan(positions))
                to.Add(number, position);
        }
    }
}
