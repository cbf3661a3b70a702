namespace Marketplace.Search.Embedded;

/// <summary>Terms by their first two letters, for look-ups by prefix; catches up with the vocabulary when asked.</summary>
internal sealed class TermBuckets(Vocabulary<string> terms)
{
    private const int Letters = 2;
    private readonly Lock growing = new();
    private readonly Dictionary<string, List<int>> buckets = [];
    private int known;

    /// <summary>All terms with this prefix.</summary>
    public List<int> StartingWith(string prefix)
    {
        lock (growing)
        {
            for (; known < terms.Count; known++)
            {
                var key = Key(terms[known]);
                if (!buckets.TryGetValue(key, out var list))
                    buckets[key] = list = [];
                list.Add(known);
            }
            return prefix.Length >= Letters
                ? buckets.TryGetValue(Key(prefix), out var bucket) ? bucket.FindAll(Starts) : []
                : [.. buckets.Where(b => b.Key.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(b => b.Value)];
        }
        bool Starts(int term) => terms[term].StartsWith(prefix, StringComparison.Ordinal);
    }

    private static string Key(string term) => term[..Math.Min(Letters, term.Length)];
}
