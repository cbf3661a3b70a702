namespace Marketplace.Search.Embedded;

/// <summary>
/// Merges the inverted lists of one field of several segments, whose documents get new numbers. First each list is
/// measured, then all are written into arrays of the right size: nothing is copied twice, and no memory lies idle.
/// </summary>
internal static class MergedPostings
{
    public static FieldPostings Of(FieldPostings[] lists, int[][] newNumbers, byte[] lengths)
    {
        var terms = lists.SelectMany(l => l.Terms).ToHashSet().ToArray();
        Array.Sort(terms);
        var (counts, bytes) = (new int[terms.Length], new int[terms.Length]);
        var measuring = new PostingsWalk(lists, newNumbers);
        for (var i = 0; i < terms.Length; i++)
            (counts[i], bytes[i]) = measuring.Measure(terms[i]);
        // Terms whose documents are all deleted go.
        var kept = Enumerable.Range(0, terms.Length).Where(i => counts[i] > 0).ToArray();
        var merged = new FieldPostings
        {
            Terms = Array.ConvertAll(kept, i => terms[i]),
            Starts = Starts(kept, counts, out var postings),
            Counts = Array.ConvertAll(kept, i => counts[i]),
            PositionStarts = Starts(kept, bytes, out var positions),
            Documents = new int[postings],
            Occurrences = new byte[postings],
            Positions = new byte[positions],
            Lengths = lengths,
        };
        var writing = new PostingsWalk(lists, newNumbers);
        for (var i = 0; i < kept.Length; i++)
            writing.Write(i, merged);
        return merged;
    }

    private static int[] Starts(int[] kept, int[] sizes, out int total)
    {
        var starts = new int[kept.Length];
        total = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            starts[i] = total;
            total = checked(total + sizes[kept[i]]);
        }
        return starts;
    }
}
