using System.Collections.Immutable;
using System.Numerics;

namespace Marketplace.Search.Embedded;

/// <summary>
/// Finds groups of near-duplicates that lie in more than one segment, so that a search need only look there for what
/// collapses across segments. Marks are never taken back before a merge: one in vain costs time, a missing one would
/// show a near-duplicate.
/// </summary>
internal static class SpanningGroups
{
    /// <summary>Marks the groups that the view at <paramref name="index"/> shares with those before it.</summary>
    public static void MarkBefore(ImmutableArray<SegmentView>.Builder views, int index)
    {
        for (var other = 0; other < index; other++)
            Mark(views, index, other);
    }

    /// <summary>Marks the groups that two views share, in both.</summary>
    public static void Mark(ImmutableArray<SegmentView>.Builder views, int one, int other)
    {
        var (small, large) = views[one].Segment.Count <= views[other].Segment.Count ? (one, other) : (other, one);
        var (inSmall, inLarge) = Shared(views[small].Segment, views[large].Segment);
        views[small] = views[small].WithSpanning(inSmall);
        views[large] = views[large].WithSpanning(inLarge);
    }

    /// <summary>
    /// Marks for a merged segment: of the documents that were marked in its sources, those whose group one of the
    /// others holds too.
    /// </summary>
    public static List<int> Remaining(
        Segment merged, IReadOnlyList<SegmentView> sources, int[][] newNumbers, IEnumerable<SegmentView> others)
    {
        var marked = new ulong[merged.Words];
        for (var s = 0; s < sources.Count; s++)
            foreach (var document in sources[s].Spanning.In(sources[s].Spanning.ToBits(sources[s].Segment.Count)))
                if (newNumbers[s][document] >= 0)
                    Bits.Add(marked, newNumbers[s][document]);
        var remaining = new List<int>();
        var elsewhere = others.Select(o => o.Segment.Runs).ToList();
        for (var w = 0; w < marked.Length; w++)
        {
            for (var word = marked[w]; word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                if (elsewhere.Exists(runs => runs.Find(merged.Groups[document]) is var (start, end) && start < end))
                    remaining.Add(document);
            }
        }
        return remaining;
    }

    private static (List<int> InSmall, List<int> InLarge) Shared(Segment small, Segment large)
    {
        var (inSmall, inLarge) = (new List<int>(), new List<int>());
        var from = 0;
        for (var start = 0; start < small.Count;)
        {
            var end = start + 1;
            while (end < small.Count && small.Runs.Continues(end))
                end++;
            var run = large.Runs.Find(small.Groups[start], from);
            if (run.Start < run.End)
            {
                inSmall.AddRange(Enumerable.Range(start, end - start));
                inLarge.AddRange(Enumerable.Range(run.Start, run.End - run.Start));
            }
            from = run.Start;
            start = end;
        }
        return (inSmall, inLarge);
    }
}
