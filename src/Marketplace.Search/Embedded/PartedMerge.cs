namespace Marketplace.Search.Embedded;

/// <summary>
/// Merges many segments that are only to be merged into a few, side by side, each with the groups of a range: together
/// they cost one merge, no group of near-duplicates spans two of them, and they can be read from disk side by side.
/// </summary>
internal static class PartedMerge
{
    /// <summary>Below this, one segment is best.</summary>
    private const int SmallestPart = 50_000;

    public static Segment[] Of(IReadOnlyList<Segment> segments, Vocabularies vocabularies, int mostParts, int smallestPart = SmallestPart)
    {
        var parts = (int)Math.Clamp(segments.Sum(s => (long)s.Count) / smallestPart, 1, mostParts);
        var merged = new Segment[parts];
        Parallel.For(0, parts, part => merged[part] = new SegmentMerger(
            [.. segments.Select(s => Within(s, part, parts)).Where(v => v.Living > 0)], vocabularies).Merge());
        return [.. merged.Where(m => m.Count > 0)];
    }

    /// <summary>The segment without the groups of other parts.</summary>
    private static SegmentView Within(Segment segment, int part, int parts)
    {
        // Providers' hashes are spread evenly.
        var width = ulong.MaxValue / (ulong)parts;
        var start = part == 0 ? 0 : segment.Runs.Find(new GroupKey(width * (ulong)part, 0)).Start;
        var end = part == parts - 1 ? segment.Count : segment.Runs.Find(new GroupKey(width * (ulong)(part + 1), 0)).Start;
        if (start == 0 && end == segment.Count)
            return new SegmentView(segment);
        var others = new ulong[segment.Words];
        for (var document = 0; document < segment.Count; document++)
            if (document < start || document >= end)
                Bits.Add(others, document);
        return new SegmentView(segment, DocumentSet.Of(others), DocumentSet.Empty);
    }
}
