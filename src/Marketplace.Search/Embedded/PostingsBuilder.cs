using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded;

/// <summary>Collects the tokens of one field, document after document, and inverts them by counting sort.</summary>
internal sealed class PostingsBuilder(Vocabulary<string> terms)
{
    private readonly Dictionary<int, int> local = [];
    private readonly List<int> localTerms = [];
    private readonly List<Occurrence> occurrences = [];
    private readonly List<byte> lengths = [];

    private readonly record struct Occurrence(int LocalTerm, int Document, int Position);

    /// <summary>
    /// Adds the next document's tokens; an empty string separates texts. The length that counts is that of the first
    /// text: a title is no longer for the code that follows it.
    /// </summary>
    public void Add(IReadOnlyList<string> tokens)
    {
        var document = lengths.Count;
        var length = -1;
        for (var position = 0; position < tokens.Count; position++)
        {
            if (tokens[position].Length == 0)
            {
                length = length < 0 ? position : length;
                continue;
            }
            var term = terms.Add(tokens[position]);
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(local, term, out var known);
            if (!known)
            {
                number = localTerms.Count;
                localTerms.Add(term);
            }
            occurrences.Add(new Occurrence(number, document, position));
        }
        lengths.Add((byte)Math.Min(255, length < 0 ? tokens.Count : length));
    }

    public FieldPostings Build()
    {
        var order = localTerms.ToArray();
        var rank = Enumerable.Range(0, order.Length).ToArray();
        Array.Sort(order, rank);
        var writer = new PostingsWriter(order.Length);
        var sorted = SortByTerm();
        foreach (var number in rank)
        {
            writer.BeginTerm(localTerms[number]);
            foreach (var occurrence in sorted[number].Span)
                writer.Add(occurrence.Document, occurrence.Position);
            writer.EndTerm();
        }
        return writer.Build([.. lengths]);
    }

    private ReadOnlyMemory<Occurrence>[] SortByTerm()
    {
        var starts = new int[localTerms.Count + 1];
        foreach (var occurrence in CollectionsMarshal.AsSpan(occurrences))
            starts[occurrence.LocalTerm + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var next = starts.AsSpan(0, localTerms.Count).ToArray();
        var sorted = new Occurrence[occurrences.Count];
        foreach (var occurrence in CollectionsMarshal.AsSpan(occurrences))
            sorted[next[occurrence.LocalTerm]++] = occurrence;
        var byTerm = new ReadOnlyMemory<Occurrence>[localTerms.Count];
        for (var i = 0; i < byTerm.Length; i++)
            byTerm[i] = sorted.AsMemory(starts[i], starts[i + 1] - starts[i]);
        return byTerm;
    }
}
