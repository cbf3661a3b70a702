namespace Marketplace.Search.Embedded.Querying;

/// <summary>One condition of a query, over whole segments.</summary>
/// <param name="facet">Index in <see cref="Facets.All"/> of the facet that ignores this filter, or -1.</param>
internal abstract class DocumentFilter(int facet = -1)
{
    public int Facet { get; } = facet;

    /// <summary>Leaves the candidates that pass.</summary>
    /// <param name="count">How many candidates there are: few are looked at one by one.</param>
    public abstract void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory);
}

/// <summary>A condition that no index answers: looks at each candidate.</summary>
internal sealed class TestFilter<TTest>(TTest test) : DocumentFilter where TTest : struct, IDocumentTest
{
    public override void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory) => test.Keep(segment, candidates);
}

/// <summary>One of the values of a column is wanted.</summary>
/// <param name="indexOf">The column's index in a segment.</param>
/// <param name="wanted">Ordinals; -1 is a value that no document has.</param>
/// <param name="test">The same for one document.</param>
internal sealed class AnyValueFilter<TTest>(Func<Segment, ValueIndex> indexOf, int[] wanted, TTest test, int facet) : DocumentFilter(facet)
    where TTest : struct, IDocumentTest
{
    public override void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory)
    {
        var index = indexOf(segment);
        if (wanted.Length == 1 && index.BitmapOf(wanted[0]) is { } only)
        {
            Bits.And(candidates, only);
            return;
        }
        var cost = 0L;
        foreach (var ordinal in wanted)
            cost += index.CostOf(ordinal);
        if (count < cost)
        {
            test.Keep(segment, candidates);
            return;
        }
        var passing = memory.Bitmap(candidates.Length);
        foreach (var ordinal in wanted)
            index.AddTo(passing, ordinal);
        Bits.And(candidates, passing);
    }
}

/// <summary>All of some values of a list column are wanted; an ordinal of -1 is a value that no document has.</summary>
internal sealed class AllValuesFilter(ListColumn column, int[] wanted, int facet) : DocumentFilter(facet)
{
    public override void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory)
    {
        var index = segment.IndexOf(column);
        foreach (var ordinal in wanted)
        {
            if (index.BitmapOf(ordinal) is { } bitmap)
            {
                Bits.And(candidates, bitmap);
                continue;
            }
            var passing = memory.Bitmap(candidates.Length);
            index.AddTo(passing, ordinal);
            Bits.And(candidates, passing);
        }
    }
}

/// <summary>The document's point lies in one of the boxes.</summary>
internal sealed class BoxFilter(IReadOnlyList<GeoBox> boxes) : DocumentFilter
{
    public override void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory)
    {
        var inside = memory.Bitmap(candidates.Length);
        foreach (var box in boxes)
            segment.Grid.AddInside(inside, box);
        Bits.And(candidates, inside);
    }
}

/// <summary>Circle and remote: remote actions pass a circle unless excluded, and have no place of their own.</summary>
internal sealed class PlaceFilter(SearchQuery query) : DocumentFilter
{
    public override void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory)
    {
        if (query.Remote == RemoteMode.Only)
        {
            Bits.And(candidates, segment.Remote);
            return;
        }
        if (query.Near is { } near)
        {
            var passing = memory.Bitmap(candidates.Length);
            segment.Grid.AddWithin(passing, near.Lat, near.Lng, query.RadiusKm);
            Bits.Or(passing, segment.Remote);
            Bits.And(candidates, passing);
        }
        if (query.Remote == RemoteMode.Exclude)
            Bits.AndNot(candidates, segment.Remote);
    }
}
