namespace Marketplace.Search.Embedded;

/// <summary>A segment together with the documents deleted from it so far. Immutable: a deletion makes a new view.</summary>
/// <param name="spanning">Documents whose group may have members in other segments; some may be here in vain.</param>
internal sealed class SegmentView(Segment segment, DocumentSet deleted, DocumentSet spanning)
{
    private volatile DayTotals? totals;

    public SegmentView(Segment segment) : this(segment, DocumentSet.Empty, DocumentSet.Empty)
    {
    }

    public Segment Segment { get; } = segment;

    public DocumentSet Deleted { get; } = deleted;

    public DocumentSet Spanning { get; } = spanning;

    public int Living => Segment.Count - Deleted.Count;

    public bool IsDeleted(int document) => Deleted.Contains(document);

    /// <summary>The same segment without these documents too. What is known of a day is carried over.</summary>
    public SegmentView Without(IReadOnlyCollection<int> documents) => new(Segment, Deleted.With(documents), Spanning)
    {
        totals = totals?.Without(this, documents),
    };

    public SegmentView WithSpanning(IReadOnlyCollection<int> documents) =>
        documents.Count == 0 ? this : new(Segment, Deleted, Spanning.With(documents)) { totals = totals };

    /// <summary>Counts of the living documents that are open on the day.</summary>
    public DayTotals TotalsOn(int day)
    {
        if (totals is { } known && known.Day == day)
            return known;
        return totals = DayTotals.Of(this, day);
    }
}
