using System.Numerics;

namespace Marketplace.Search.Embedded;

/// <summary>Where groups of near-duplicates begin and end in a segment: each is a run of neighbouring documents.</summary>
internal sealed class GroupRuns
{
    private readonly GroupKey[] groups;
    /// <summary>Set where a document belongs to the group of the one before it.</summary>
    private readonly ulong[] continues;

    public GroupRuns(GroupKey[] groups)
    {
        this.groups = groups;
        continues = new ulong[Bits.WordsFor(groups.Length)];
        for (var d = 1; d < groups.Length; d++)
            if (groups[d] == groups[d - 1])
                Bits.Add(continues, d);
    }

    public bool Continues(int document) => Bits.Contains(continues, document);

    /// <summary>The group's documents, from <c>Start</c> to before <c>End</c>; equal when it has none here.</summary>
    public (int Start, int End) Find(GroupKey key, int from = 0)
    {
        // Steps that double: keys asked for in order are found near the last one.
        int low = from, step = 1;
        while (low + step < groups.Length && groups[low + step].CompareTo(key) < 0)
        {
            low += step;
            step *= 2;
        }
        var high = Math.Min(groups.Length, low + step + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (groups[middle].CompareTo(key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        var end = low;
        while (end < groups.Length && groups[end] == key)
            end++;
        return (low, end);
    }

    /// <summary>Those of the matches that follow another match of their group; their number.</summary>
    /// <remarks>
    /// An addition carries through a group as far as its bits go on: one carry chain a word instead of a loop over
    /// documents. A match starts a carry, a document that continues its group passes it on.
    /// </remarks>
    public int Repeats(ReadOnlySpan<ulong> matches, Span<ulong> into)
    {
        var count = 0;
        var carry = 0UL;
        for (var w = 0; w < matches.Length; w++)
        {
            var match = matches[w];
            var pass = continues[w] & ~match;
            var sum = unchecked((match | pass) + match + carry);
            var carried = sum ^ pass;
            var repeats = match & continues[w] & carried;
            into[w] = repeats;
            count += BitOperations.PopCount(repeats);
            // What leaves the word: the carry out of its highest bit.
            carry = (match | (pass & carried)) >> 63;
        }
        return count;
    }
}
