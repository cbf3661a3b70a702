namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// The documents of one alternative by field, walked together in ascending order. Those that mention come last:
/// they count only where no naming field holds the alternative.
/// </summary>
internal sealed class FieldLists
{
    private const float LeastScore = 1e-6f;

    private readonly FieldList[] lists;
    private readonly float weight;

    public FieldLists(CompiledAlternative alternative, Segment segment)
    {
        weight = alternative.Weight;
        var found = new List<FieldList>(FieldScore.Naming.Length + FieldScore.Mentioning.Length);
        foreach (var field in FieldScore.Naming)
            Add(field, naming: true);
        foreach (var field in FieldScore.Mentioning)
            Add(field, naming: false);
        lists = [.. found];

        void Add(TextField field, bool naming)
        {
            var postings = segment.Text[(int)field];
            var documents = Documents(postings, alternative.Terms);
            if (documents.Length > 0)
                found.Add(new FieldList(documents, postings.Lengths, FieldScore.TableOf(field), naming));
        }
    }

    /// <summary>At least as many documents as there are.</summary>
    public int Most => lists.Sum(l => l.Documents.Length);

    /// <summary>Adds all documents with their scores.</summary>
    public void AddAll(ScoredDocuments into)
    {
        into.Reserve(Most);
        if (lists.Length == 1)
        {
            // By far the commonest case, and that of the longest lists.
            into.Fill(lists[0].Documents.Span, lists[0].Strong);
            var byLength = Array.ConvertAll(lists[0].Scores, s => Score(s, s));
            var scores = into.Scores;
            var lengths = lists[0].Lengths;
            var documents = lists[0].Documents.Span;
            for (var i = 0; i < scores.Length; i++)
                scores[i] = byLength[lengths[documents[i]]];
            return;
        }
        while (true)
        {
            var document = int.MaxValue;
            foreach (ref var list in lists.AsSpan())
                document = Math.Min(document, list.Current);
            if (document == int.MaxValue)
                return;
            var score = ScoreAt(document, out var strong);
            into.Add(document, score, strong);
        }
    }

    /// <summary>Score of a document, 0 when the alternative does not hold there. Documents must be asked for in ascending order.</summary>
    public float ScoreOf(int document, out bool strong)
    {
        foreach (ref var list in lists.AsSpan())
            list.Seek(document);
        return ScoreAt(document, out strong);
    }

    private float ScoreAt(int document, out bool strong)
    {
        float best = 0, sum = 0;
        strong = false;
        foreach (ref var list in lists.AsSpan())
        {
            if (list.Current != document)
                continue;
            list.Next++;
            if (!list.Strong && strong)
                continue;
            var score = list.Scores[list.Lengths[document]];
            sum += score;
            best = Math.Max(best, score);
            strong |= list.Strong;
        }
        return best == 0 ? 0 : Score(best, sum);
    }

    private float Score(float best, float sum) => Math.Max(weight * (best + (FieldScore.OtherFields * (sum - best))), LeastScore);

    private static ReadOnlyMemory<int> Documents(FieldPostings postings, int[] terms)
    {
        if (terms.Length > 1)
            return PhraseMatcher.Matches(postings, terms).ToArray();
        var index = postings.Find(terms[0]);
        return index < 0 ? default : postings.Documents.AsMemory(postings.Starts[index], postings.Counts[index]);
    }

    /// <summary>One field's documents and a place in them.</summary>
    private struct FieldList(ReadOnlyMemory<int> documents, byte[] lengths, float[] scores, bool strong)
    {
        public readonly ReadOnlyMemory<int> Documents = documents;
        public readonly byte[] Lengths = lengths;
        public readonly float[] Scores = scores;
        public readonly bool Strong = strong;
        public int Next;

        public readonly int Current => Next < Documents.Length ? Documents.Span[Next] : int.MaxValue;

        /// <summary>Moves to the first document at or after this one, in steps that double.</summary>
        public void Seek(int document)
        {
            var all = Documents.Span;
            if (Next >= all.Length || all[Next] >= document)
                return;
            int low = Next, step = 1;
            while (low + step < all.Length && all[low + step] < document)
            {
                low += step;
                step *= 2;
            }
            var high = Math.Min(all.Length, low + step);
            low++;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (all[middle] < document)
                    low = middle + 1;
                else
                    high = middle;
            }
            Next = low;
        }
    }
}
