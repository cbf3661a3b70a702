namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Among results of equal relevance, at most three of one provider in ten running ones, while others are left.
/// Works on blocks of fixed size, so that pages fit together.
/// </summary>
internal static class ProviderDiversity
{
    /// <summary>Results that are reordered together; the ranking must be asked for whole blocks.</summary>
    public const int Block = 200;

    private const int Window = 10;
    private const int MostInWindow = 3;

    /// <param name="wanted">How many results are needed: what follows them is left out.</param>
    public static List<Match> Apply(List<Match> ordered, ProviderOf providerOf, int wanted)
    {
        var result = new List<Match>(ordered.Count);
        for (var start = 0; start < ordered.Count && result.Count < wanted;)
        {
            var end = start + 1;
            while (end < ordered.Count && end % Block != 0 && ordered[end].Key == ordered[start].Key)
                end++;
            Interleave(ordered.GetRange(start, end - start), result, providerOf, wanted);
            start = end;
        }
        return result;
    }

    private static void Interleave(List<Match> equals, List<Match> into, ProviderOf providerOf, int wanted)
    {
        var waiting = new LinkedList<Match>(equals);
        while (into.Count < wanted && waiting.First is { } first)
        {
            var next = first;
            while (next is not null && Crowded(into, providerOf(next.Value), providerOf))
                next = next.Next;
            next ??= first;
            into.Add(next.Value);
            waiting.Remove(next);
        }
    }

    private static bool Crowded(List<Match> shown, int provider, ProviderOf providerOf)
    {
        var count = 0;
        for (var i = Math.Max(0, shown.Count - Window + 1); i < shown.Count; i++)
            if (providerOf(shown[i]) == provider)
                count++;
        return count >= MostInWindow;
    }
}
