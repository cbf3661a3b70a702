namespace Marketplace.Search.Embedded;

/// <summary>
/// Counts by facet code of a view's living documents that are open on a day, so that a query that leaves few of them
/// out counts those few instead.
/// </summary>
internal sealed record DayTotals(int Day, int[] Counts)
{
    public static DayTotals Of(SegmentView view, int day)
    {
        var open = view.Segment.OpenOn(day);
        return new DayTotals(day, Subtract(open, view.Segment, open.Counts, view.Deleted.In(open.Open)));
    }

    /// <summary>The totals once these documents of the view are deleted.</summary>
    public DayTotals Without(SegmentView view, IEnumerable<int> documents)
    {
        var open = view.Segment.OpenOn(Day);
        return this with { Counts = Subtract(
            open, view.Segment, Counts, documents.Where(d => !view.IsDeleted(d) && Bits.Contains(open.Open, d))) };
    }

    private static int[] Subtract(OpenDay open, Segment segment, int[] from, IEnumerable<int> documents)
    {
        // Shared until something differs.
        var counts = ReferenceEquals(from, open.Counts) ? from : (int[])from.Clone();
        foreach (var document in documents)
        {
            if (ReferenceEquals(counts, open.Counts))
                counts = (int[])from.Clone();
            for (var column = 0; column < FacetRows.CodesPerDocument; column++)
                counts[segment.Facets.CodeOf(document, column)]--;
        }
        return counts;
    }
}
