namespace Marketplace.Search.Embedded;

/// <summary>Merges the inverted lists of one field of several segments, whose documents get new numbers.</summary>
internal static class MergedPostings
{
    public static FieldPostings Of(FieldPostings[] lists, int[][] newNumbers, byte[] lengths)
    {
        var terms = lists.SelectMany(l => l.Terms).ToHashSet().ToArray();
        Array.Sort(terms);
        var writer = new PostingsWriter(terms.Length, lists.Sum(l => l.Documents.Length), lists.Sum(l => l.Positions.Length));
        var nextTerm = new int[lists.Length];
        var cursors = new Cursor[lists.Length];
        foreach (var term in terms)
        {
            var open = 0;
            for (var s = 0; s < lists.Length; s++)
                if (nextTerm[s] < lists[s].Terms.Length && lists[s].Terms[nextTerm[s]] == term)
                {
                    cursors[open] = new Cursor(lists[s], nextTerm[s]++, newNumbers[s]);
                    open += cursors[open].Next() ? 1 : 0;
                }
            writer.BeginTerm(term);
            Merge(cursors, open, writer);
            writer.EndTerm();
        }
        return writer.Build(lengths);
    }

    private static void Merge(Cursor[] cursors, int open, PostingsWriter writer)
    {
        while (open > 0)
        {
            var least = 0;
            for (var c = 1; c < open; c++)
                if (cursors[c].Document < cursors[least].Document)
                    least = c;
            cursors[least].CopyTo(writer);
            if (!cursors[least].Next())
                cursors[least] = cursors[--open];
        }
    }

    /// <summary>Walks one list, past deleted documents. New numbers ascend as the old ones do.</summary>
    private struct Cursor(FieldPostings postings, int index, int[] numbers)
    {
        private readonly int end = postings.Starts[index] + postings.Counts[index];
        private int next = postings.Starts[index];
        private int positions = postings.PositionStarts[index];
        private int positionsEnd = postings.PositionStarts[index];

        public int Document { get; private set; }

        public bool Next()
        {
            for (; next < end; next++)
            {
                positions = positionsEnd;
                FieldPostings.SkipPositions(postings.Positions, ref positionsEnd, postings.Occurrences[next]);
                Document = numbers[postings.Documents[next]];
                if (Document < 0)
                    continue;
                next++;
                return true;
            }
            return false;
        }

        public readonly void CopyTo(PostingsWriter writer) =>
            writer.Copy(Document, postings.Occurrences[next - 1], postings.Positions.AsSpan(positions, positionsEnd - positions));
    }
}
