namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Finds the documents of a segment that satisfy all required clauses, and their scores. The gate (every required
/// clause) and the score are apart: optional clauses and weights only order.
/// </summary>
internal static class TextMatcher
{
    public static ScoredDocuments Match(CompiledText text, Segment segment, QueryWatch watch)
    {
        var found = First(text.Required[0], segment);
        foreach (var clause in text.Required.AsSpan(1))
        {
            watch.Check();
            if (found.Count > 0)
                Apply(clause, segment, found, required: true);
        }
        if (!text.DescriptionSuffices)
            KeepStrong(found);
        foreach (var clause in text.Optional)
            if (found.Count > 0)
                Apply(clause, segment, found, required: false);
        return found;
    }

    /// <summary>All documents of the clause: the best of its alternatives counts.</summary>
    private static ScoredDocuments First(CompiledClause clause, Segment segment)
    {
        var found = new ScoredDocuments();
        for (var a = 0; a < clause.Alternatives.Length; a++)
        {
            var lists = new FieldLists(clause.Alternatives[a], segment);
            if (found.Count == 0)
            {
                lists.AddAll(found);
                continue;
            }
            if (lists.Most == 0)
                continue;
            using var one = found;
            using var other = new ScoredDocuments();
            lists.AddAll(other);
            found = Union(one, other);
        }
        return found;
    }

    private static ScoredDocuments Union(ScoredDocuments one, ScoredDocuments other)
    {
        var union = new ScoredDocuments();
        union.Reserve(one.Count + other.Count);
        int i = 0, j = 0;
        while (i < one.Count || j < other.Count)
        {
            var a = i < one.Count ? one.Documents[i] : int.MaxValue;
            var b = j < other.Count ? other.Documents[j] : int.MaxValue;
            if (a < b)
                union.Add(a, one.Scores[i], one.Strong[i++]);
            else if (b < a)
                union.Add(b, other.Scores[j], other.Strong[j++]);
            else
                union.Add(a, Math.Max(one.Scores[i], other.Scores[j]), one.Strong[i++] | other.Strong[j++]);
        }
        return union;
    }

    /// <summary>Adds the clause's scores; leaves out what a required clause does not find.</summary>
    private static void Apply(CompiledClause clause, Segment segment, ScoredDocuments found, bool required)
    {
        var alternatives = Array.ConvertAll(clause.Alternatives, a => new FieldLists(a, segment));
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            float best = 0;
            var strong = false;
            foreach (var alternative in alternatives)
            {
                best = Math.Max(best, alternative.ScoreOf(found.Documents[i], out var ofAlternative));
                strong |= ofAlternative;
            }
            if (required && best == 0)
                continue;
            found.Scores[i] += best;
            found.Strong[i] |= required && strong;
            found.Move(i, kept++);
        }
        found.Shrink(kept);
    }

    private static void KeepStrong(ScoredDocuments found)
    {
        if (!found.Strong.Contains(false))
            return;
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
            if (found.Strong[i])
                found.Move(i, kept++);
        found.Shrink(kept);
    }
}
