namespace Marketplace.Search.Embedded;

/// <summary>Tiered merging: segments of like size are merged when there are eight, and hollow ones alone.</summary>
internal static class MergePolicy
{
    /// <summary>Merges up to so many documents take a few milliseconds and run within the batch that caused them.</summary>
    public const int InlineDocuments = 2_000;

    private const int Factor = 8;
    private const int HollowFrom = 1_000;

    /// <summary>Segments to merge now, together at most <paramref name="mostDocuments"/>; null when all is well.</summary>
    public static IReadOnlyList<SegmentView>? Due(IReadOnlyList<SegmentView> views, int mostDocuments)
    {
        foreach (var tier in views.GroupBy(Tier).OrderBy(t => t.Key))
        {
            var members = tier.ToList();
            if (members.Count >= Factor && members.Sum(v => (long)v.Living) <= mostDocuments)
                return members;
        }
        foreach (var view in views)
            if (view.Segment.Count >= HollowFrom && view.Deleted.Count > view.Segment.Count / 2 && view.Living <= mostDocuments)
                return [view];
        return null;
    }

    private static int Tier(SegmentView view) => (int)Math.Log(Math.Max(1, view.Living), Factor);
}
