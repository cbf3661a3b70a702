using System.Buffers;
using System.Runtime.InteropServices;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>Collects the tokens of one field, document after document, and inverts them.</summary>
internal sealed class PostingsBuilder
{
    /// <summary>Fewer occurrences are sooner sorted than counted by all terms of the index.</summary>
    private const int FewOccurrences = 4_096;

    private readonly List<Occurrence> occurrences = [];
    private readonly List<byte> lengths = [];

    private readonly record struct Occurrence(int Term, int Document, int Position) : IComparable<Occurrence>
    {
        public int CompareTo(Occurrence other)
        {
            var order = Term.CompareTo(other.Term);
            if (order == 0)
                order = Document.CompareTo(other.Document);
            return order != 0 ? order : Position.CompareTo(other.Position);
        }
    }

    /// <summary>
    /// Adds the next document's tokens. The length that counts is that of the first text: a title is no longer for
    /// the code that follows it.
    /// </summary>
    public void Add(ReadOnlySpan<int> tokens)
    {
        var document = lengths.Count;
        var length = -1;
        for (var position = 0; position < tokens.Length; position++)
        {
            if (tokens[position] == DocumentAnalysis.Separator)
                length = length < 0 ? position : length;
            else
                occurrences.Add(new Occurrence(tokens[position], document, position));
        }
        lengths.Add((byte)Math.Min(255, length < 0 ? tokens.Length : length));
    }

    /// <param name="terms">Terms are below this number.</param>
    public FieldPostings Build(int terms)
    {
        var all = CollectionsMarshal.AsSpan(occurrences);
        if (all.Length > FewOccurrences)
            return Write(SortedByCounting(all, terms));
        all.Sort();
        return Write(all);
    }

    private FieldPostings Write(ReadOnlySpan<Occurrence> sorted)
    {
        var writer = new PostingsWriter(sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i].Term != sorted[i - 1].Term)
                writer.BeginTerm(sorted[i].Term);
            writer.Add(sorted[i].Document, sorted[i].Position);
        }
        return writer.Build([.. lengths]);
    }

    private static Occurrence[] SortedByCounting(ReadOnlySpan<Occurrence> all, int terms)
    {
        var next = ArrayPool<int>.Shared.Rent(terms + 1);
        next.AsSpan(0, terms + 1).Clear();
        foreach (ref readonly var occurrence in all)
            next[occurrence.Term + 1]++;
        for (var term = 1; term <= terms; term++)
            next[term] += next[term - 1];
        var sorted = new Occurrence[all.Length];
        foreach (ref readonly var occurrence in all)
            sorted[next[occurrence.Term]++] = occurrence;
        ArrayPool<int>.Shared.Return(next);
        return sorted;
    }
}
