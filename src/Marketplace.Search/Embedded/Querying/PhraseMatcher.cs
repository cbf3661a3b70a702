namespace Marketplace.Search.Embedded.Querying;

/// <summary>Documents of a field in which terms follow each other.</summary>
internal static class PhraseMatcher
{
    public static IEnumerable<int> Matches(FieldPostings postings, int[] terms)
    {
        var cursors = new Cursor[terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            var index = postings.Find(terms[i]);
            if (index < 0)
                yield break;
            cursors[i] = new Cursor(postings, index);
        }
        while (cursors[0].Next())
        {
            var document = cursors[0].Document;
            var together = true;
            for (var i = 1; i < cursors.Length && together; i++)
            {
                if (!cursors[i].MoveTo(document))
                    yield break;
                together = cursors[i].Document == document;
            }
            if (!together)
                continue;
            if (cursors[0].Positions.Exists(p => Follow(cursors, p)))
                yield return document;
        }
    }

    private static bool Follow(Cursor[] cursors, int position)
    {
        for (var i = 1; i < cursors.Length; i++)
            if (!cursors[i].Positions.Contains(position + i))
                return false;
        return true;
    }

    /// <summary>Walks one term's postings and their positions.</summary>
    private sealed class Cursor(FieldPostings postings, int index)
    {
        private readonly int end = postings.Starts[index] + postings.Counts[index];
        private int next = postings.Starts[index];
        private int offset = postings.PositionStarts[index];

        public int Document { get; private set; } = -1;

        public List<int> Positions { get; } = [];

        public bool Next()
        {
            if (next == end)
                return false;
            Document = postings.Documents[next];
            FieldPostings.ReadPositions(postings.Positions, ref offset, postings.Occurrences[next], Positions);
            next++;
            return true;
        }

        public bool MoveTo(int document)
        {
            while (Document < document)
                if (!Next())
                    return false;
            return true;
        }
    }
}
