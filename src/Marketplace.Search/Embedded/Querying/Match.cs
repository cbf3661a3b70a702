namespace Marketplace.Search.Embedded.Querying;

/// <summary>A document that fits the query.</summary>
/// <param name="View">Index of its segment in the snapshot.</param>
/// <param name="Key">What the chosen sort compares first, lower is better; infinite when missing.</param>
/// <param name="Distance">km, infinite when there is none.</param>
internal readonly record struct Match(int View, int Document, double Key, double Distance, float Score);

/// <summary>All documents of one view that fit the query, and those shown, one of each group.</summary>
internal sealed class ViewMatches(SegmentView view, Memory<ulong> all, int count, Memory<ulong> shown, int shownCount)
{
    public SegmentView View { get; } = view;

    /// <summary>Before near-duplicates collapse.</summary>
    public ReadOnlySpan<ulong> All => all.Span;

    public int Count { get; } = count;

    /// <summary>Without those that follow another of their group.</summary>
    public Span<ulong> Shown => shown.Span;

    public ReadOnlyMemory<ulong> ShownBits => shown;

    /// <summary>Whether no near-duplicates collapse here, nor with other views.</summary>
    public bool AllStandAlone { get; } = all.Equals(shown);

    public int ShownCount { get; set; } = shownCount;
}
