namespace Marketplace.Search.Embedded;

/// <summary>
/// Merges the inverted lists of one field of several segments, whose documents get new numbers. First each list is
/// measured, then all are written into arrays of the right size, so that shares of the terms can be merged side by
/// side and nothing is copied twice.
/// </summary>
internal sealed class MergedPostings
{
    private const int FewTerms = 1_024;

    private readonly FieldPostings[] lists;
    private readonly int[][] newNumbers;
    private readonly int workers;

    private MergedPostings(FieldPostings[] lists, int[][] newNumbers, int workers) =>
        (this.lists, this.newNumbers, this.workers) = (lists, newNumbers, workers);

    public static FieldPostings Of(FieldPostings[] lists, int[][] newNumbers, byte[] lengths, int workers) =>
        new MergedPostings(lists, newNumbers, workers).Merge(lengths);

    private FieldPostings Merge(byte[] lengths)
    {
        var terms = lists.SelectMany(l => l.Terms).ToHashSet().ToArray();
        Array.Sort(terms);
        var (counts, bytes) = (new int[terms.Length], new int[terms.Length]);
        InShares(terms.Length, (from, to) =>
        {
            var walk = new PostingsWalk(lists, newNumbers, terms[from]);
            for (var i = from; i < to; i++)
                (counts[i], bytes[i]) = walk.Measure(terms[i]);
        });
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
        InShares(kept.Length, (from, to) =>
        {
            var walk = new PostingsWalk(lists, newNumbers, merged.Terms[from]);
            for (var i = from; i < to; i++)
                walk.Write(i, merged);
        });
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

    /// <summary>Frequent terms came first and have low numbers: many small shares spread them better than a few.</summary>
    private void InShares(int terms, Action<int, int> merge)
    {
        if (workers == 1 || terms <= FewTerms)
        {
            if (terms > 0)
                merge(0, terms);
            return;
        }
        var size = Math.Max(FewTerms / 8, terms / (workers * 64));
        Parallel.For(0, (terms + size - 1) / size, new ParallelOptions { MaxDegreeOfParallelism = workers }, share =>
            merge(share * size, Math.Min(terms, (share + 1) * size)));
    }
}
