namespace Marketplace.Search.Embedded.Querying;

/// <summary>Finds and counts what fits a query, one segment after the other, by operations on whole bitmaps.</summary>
internal sealed class ViewSearch(
    QueryPlan plan, FacetCounter? facets, CellCounter? cells, bool collapse, QueryMemory memory, QueryWatch watch)
{
    private readonly int today = plan.Query.Today.DayNumber;
    private readonly bool[] filtered = MarkFiltered(plan);

    /// <summary>Whether a place-bound (not remote) action fits.</summary>
    public bool PlaceBound { get; private set; }

    public int Total { get; private set; }

    /// <param name="text">Documents that the text finds; null without text.</param>
    public ViewMatches? Run(SegmentView view, ScoredDocuments? text)
    {
        var segment = view.Segment;
        var living = memory.Copy(segment.OpenOn(today).Open);
        view.Deleted.RemoveFrom(living);
        var candidates = living;
        if (text is not null)
        {
            candidates = memory.Bitmap(segment.Words);
            Bits.Add(candidates, text.Documents);
            Bits.And(candidates, living);
        }
        else if (plan.AllOf.Length + plan.PerFacet.Length > 0)
        {
            candidates = memory.Copy(living);
        }
        foreach (var filter in plan.AllOf)
        {
            watch.Check();
            filter.Keep(segment, candidates, Bits.Count(candidates), memory);
        }
        var matches = KeepPerFacet(view, candidates, living);
        watch.Check();
        var count = Bits.Count(matches);
        if (count == 0)
            return null;
        facets?.Add(view, matches, living, today, -1, filtered);
        cells?.Add(segment, matches);
        Total += count;
        PlaceBound = PlaceBound || Bits.CountWithout(matches, segment.Remote) > 0;
        return Collapse(view, matches, count);
    }

    /// <summary>Applies the filters of facets, and counts for each of these facets as if its own were not there.</summary>
    private Span<ulong> KeepPerFacet(SegmentView view, Span<ulong> candidates, ReadOnlySpan<ulong> living)
    {
        if (plan.PerFacet.Length == 0)
            return candidates;
        var count = Bits.Count(candidates);
        if (count == 0)
            return candidates;
        var unfaceted = memory.Kept(candidates);
        foreach (var own in plan.PerFacet)
            facets?.Add(view, KeepAllBut(own), living, today, own.Facet, filtered);
        return KeepAllBut(null);

        Span<ulong> KeepAllBut(DocumentFilter? ignored)
        {
            watch.Check();
            var kept = memory.Copy(unfaceted.Span);
            foreach (var filter in plan.PerFacet)
                if (filter != ignored)
                    filter.Keep(view.Segment, kept, count, memory);
            return kept;
        }
    }

    private ViewMatches Collapse(SegmentView view, ReadOnlySpan<ulong> matches, int count)
    {
        var all = memory.Kept(matches);
        if (!collapse)
            return new ViewMatches(view, all, count, all, count);
        var repeats = memory.Bitmap(matches.Length);
        var repeated = view.Segment.Runs.Repeats(matches, repeats);
        if (repeated == 0 && view.Spanning.Count == 0)
            return new ViewMatches(view, all, count, all, count);
        var shown = memory.Kept(matches);
        Bits.AndNot(shown.Span, repeats);
        return new ViewMatches(view, all, count, shown, count - repeated);
    }

    private static bool[] MarkFiltered(QueryPlan plan)
    {
        var filtered = new bool[Facets.All.Count];
        foreach (var filter in plan.PerFacet)
            filtered[filter.Facet] = true;
        return filtered;
    }
}
