using Marketplace.Search.Embedded.Querying;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>
/// Document frequencies of the terms of all live segments. Deleted documents count until their segment is merged.
/// </summary>
internal sealed class TermLexicon(Vocabulary<string> terms) : ILexicon
{
    private readonly Lock counting = new();
    private readonly TermBuckets buckets = new(terms);
    private volatile int[][] frequencies = [.. Enumerable.Range(0, Vocabularies.TextFields).Select(_ => Array.Empty<int>())];

    public int Frequency(string token)
    {
        var term = terms.Find(token);
        return term < 0 ? 0 : Frequency(term);
    }

    /// <summary>Documents that hold the term in its commonest field; those that only describe do not count when others name it.</summary>
    public int Frequency(int term)
    {
        var strong = StrongFrequency(term);
        return strong > 0 ? strong : FieldScore.Mentioning.Max(field => Of(frequencies, field, term));
    }

    public int Naming(string token) => terms.Find(token) is var term and >= 0 ? StrongFrequency(term) : 0;

    public IReadOnlyList<LexiconTerm> Near(string word, int maxEdits, int prefix, int limit) =>
        Best(buckets.StartingWith(word[..Math.Min(prefix, word.Length)])
            .Where(t => IsNear(word, terms[t], maxEdits)), limit);

    public IReadOnlyList<LexiconTerm> StartingWith(string prefix, int limit) =>
        Best(buckets.StartingWith(prefix), limit);

    /// <summary>
    /// Words one edit apart differ in one place: what remains between their common beginning and end is at most two
    /// letters long (two where neighbours were swapped). That leaves few for the exact measure.
    /// </summary>
    private static bool IsNear(string word, string term, int maxEdits)
    {
        if (Math.Abs(word.Length - term.Length) > maxEdits || term == word)
            return false;
        if (maxEdits == 1)
        {
            var shorter = Math.Min(word.Length, term.Length);
            var start = word.AsSpan().CommonPrefixLength(term);
            var end = 0;
            while (end < shorter - start && word[^(end + 1)] == term[^(end + 1)])
                end++;
            if (Math.Max(word.Length, term.Length) - start - end > 2)
                return false;
        }
        return EditDistance.Within(word, term, maxEdits);
    }

    /// <summary>Takes frequencies over, by field and term.</summary>
    internal void Set(int[][] all)
    {
        lock (counting)
            frequencies = all;
    }

    /// <summary>Notes that a document holds the term; exact counts come with <see cref="Set"/>.</summary>
    internal void Meet(TextField field, string token)
    {
        if (terms.Find(token) is var known and >= 0 && Of(frequencies, field, known) > 0)
            return;
        lock (counting)
        {
            var term = terms.Add(token);
            int[][] updated = [.. frequencies];
            ref var counts = ref updated[(int)field];
            if (counts.Length <= term)
                Array.Resize(ref counts, Math.Max(term + 1, counts.Length * 3 / 2));
            counts[term] = Math.Max(1, counts[term]);
            frequencies = updated;
        }
    }

    internal void Add(Segment segment) => Count(segment, 1);

    internal void Remove(Segment segment) => Count(segment, -1);

    private void Count(Segment segment, int sign)
    {
        lock (counting)
        {
            var updated = new int[frequencies.Length][];
            for (var field = 0; field < updated.Length; field++)
            {
                // Readers see a term's new or old count, both are good enough; only growth needs a new array.
                var counts = frequencies[field];
                if (counts.Length < terms.Count)
                    Array.Resize(ref counts, Math.Max(terms.Count, counts.Length * 3 / 2));
                var postings = segment.Text[field];
                for (var i = 0; i < postings.Terms.Length; i++)
                    counts[postings.Terms[i]] += sign * postings.Counts[i];
                updated[field] = counts;
            }
            frequencies = updated;
        }
    }

    private int StrongFrequency(int term)
    {
        var all = frequencies;
        var most = 0;
        foreach (var field in FieldScore.Naming)
            most = Math.Max(most, Of(all, field, term));
        return most;
    }

    private static int Of(int[][] all, TextField field, int term)
    {
        var counts = all[(int)field];
        return term < counts.Length ? counts[term] : 0;
    }

    private List<LexiconTerm> Best(IEnumerable<int> candidates, int limit) =>
        [.. candidates.Select(t => new LexiconTerm(terms[t], StrongFrequency(t)))
            .Where(t => t.Frequency > 0)
            .OrderByDescending(t => t.Frequency).ThenBy(t => t.Term, StringComparer.Ordinal)
            .Take(limit)];
}
