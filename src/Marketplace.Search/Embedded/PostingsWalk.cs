namespace Marketplace.Search.Embedded;

/// <summary>Walks the lists of several segments together, term by term in ascending order, past deleted documents.</summary>
internal sealed class PostingsWalk
{
    private readonly FieldPostings[] lists;
    private readonly int[][] newNumbers;
    private readonly int[] nextTerm;
    private readonly Cursor[] cursors;
    private readonly MergeHeap<ByDocument> heap;

    public PostingsWalk(FieldPostings[] lists, int[][] newNumbers)
    {
        (this.lists, this.newNumbers) = (lists, newNumbers);
        nextTerm = new int[lists.Length];
        cursors = new Cursor[lists.Length];
        heap = new MergeHeap<ByDocument>(lists.Length, new ByDocument(cursors));
    }

    /// <summary>How many documents the term's list will have, and how many bytes their positions.</summary>
    public (int Documents, int PositionBytes) Measure(int term)
    {
        var (documents, bytes) = (0, 0);
        var open = Open(term);
        for (var c = 0; c < open; c++)
        {
            do
            {
                documents++;
                bytes += cursors[c].Positions.Length;
            }
            while (cursors[c].Next());
        }
        return (documents, bytes);
    }

    /// <summary>Writes the list of the term at <paramref name="index"/> where it begins.</summary>
    public void Write(int index, FieldPostings into)
    {
        var (at, positionsAt) = (into.Starts[index], into.PositionStarts[index]);
        var open = Open(into.Terms[index]);
        for (var c = 0; c < open; c++)
            heap.Add(c);
        while (heap.Count > 0)
        {
            ref var cursor = ref cursors[heap.Least];
            into.Documents[at] = cursor.Document;
            into.Occurrences[at++] = cursor.Occurrences;
            var positions = cursor.Positions;
            positions.CopyTo(into.Positions.AsSpan(positionsAt));
            positionsAt += positions.Length;
            if (cursor.Next())
                heap.Moved();
            else
                heap.Ended();
        }
    }

    /// <summary>Cursors on the living documents of the term; their number.</summary>
    private int Open(int term)
    {
        var open = 0;
        for (var s = 0; s < lists.Length; s++)
        {
            while (nextTerm[s] < lists[s].Terms.Length && lists[s].Terms[nextTerm[s]] < term)
                nextTerm[s]++;
            if (nextTerm[s] == lists[s].Terms.Length || lists[s].Terms[nextTerm[s]] != term)
                continue;
            cursors[open] = new Cursor(lists[s], nextTerm[s]++, newNumbers[s]);
            open += cursors[open].Next() ? 1 : 0;
        }
        return open;
    }

    private readonly struct ByDocument(Cursor[] cursors) : IComparer<int>
    {
        public int Compare(int x, int y) => cursors[x].Document.CompareTo(cursors[y].Document);
    }

    /// <summary>Walks one list. New numbers ascend as the old ones do.</summary>
    private struct Cursor(FieldPostings postings, int index, int[] numbers)
    {
        private readonly int end = postings.Starts[index] + postings.Counts[index];
        private int next = postings.Starts[index];
        private int positions = postings.PositionStarts[index];
        private int positionsEnd = postings.PositionStarts[index];

        public int Document { get; private set; }

        public readonly byte Occurrences => postings.Occurrences[next - 1];

        public readonly ReadOnlySpan<byte> Positions => postings.Positions.AsSpan(positions, positionsEnd - positions);

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
    }
}
