namespace Marketplace.Search.Embedded.Querying;

/// <summary>One condition on a document. A missing value never passes.</summary>
/// <param name="facet">Index in <see cref="Facets.All"/> of the facet that ignores this filter, or -1.</param>
internal abstract class DocumentFilter(int facet = -1)
{
    public int Facet { get; } = facet;

    public abstract bool Passes(Segment segment, int document);
}

/// <summary>The column's value is one of those allowed.</summary>
/// <param name="allowed">By ordinal.</param>
internal sealed class OrdinalFilter(OrdinalColumn column, bool[] allowed, int facet = -1) : DocumentFilter(facet)
{
    public override bool Passes(Segment segment, int document)
    {
        var ordinal = segment[column][document];
        return ordinal >= 0 && allowed[ordinal];
    }
}

/// <summary>One of the column's values is allowed.</summary>
internal sealed class AnyOfListFilter(ListColumn column, bool[] allowed, int facet = -1) : DocumentFilter(facet)
{
    public override bool Passes(Segment segment, int document)
    {
        foreach (var ordinal in segment[column].Of(document))
            if (allowed[ordinal])
                return true;
        return false;
    }
}

/// <summary>The column holds all wanted values; an ordinal of -1 is a value that no document has.</summary>
internal sealed class AllOfListFilter(ListColumn column, int[] wanted, int facet = -1) : DocumentFilter(facet)
{
    public override bool Passes(Segment segment, int document)
    {
        var values = segment[column].Of(document);
        foreach (var ordinal in wanted)
            if (!values.Contains(ordinal))
                return false;
        return true;
    }
}

internal sealed class PriceFilter(long? min, long? max) : DocumentFilter
{
    public override bool Passes(Segment segment, int document)
    {
        var price = segment.Prices[document];
        return price >= (min ?? 0) && price <= (max ?? long.MaxValue);
    }
}

internal sealed class HoursFilter(int? min, int? max) : DocumentFilter
{
    public override bool Passes(Segment segment, int document)
    {
        var hours = segment.Hours[document];
        return hours >= (min ?? 0) && hours <= (max ?? int.MaxValue);
    }
}

internal sealed class RatingFilter(double min) : DocumentFilter
{
    public override bool Passes(Segment segment, int document) => segment.Ratings[document] >= min;
}

internal sealed class PermanentEntryFilter(bool wanted) : DocumentFilter
{
    public override bool Passes(Segment segment, int document) => segment.Permanent[document] != 0 == wanted;
}

/// <summary>The document's point lies in one of the boxes.</summary>
internal sealed class BoxFilter(IReadOnlyList<GeoBox> boxes) : DocumentFilter
{
    public override bool Passes(Segment segment, int document)
    {
        var (lat, lng) = (segment.Lat[document], segment.Lng[document]);
        for (var i = 0; i < boxes.Count; i++)
            if (lat >= boxes[i].MinLat && lat <= boxes[i].MaxLat && lng >= boxes[i].MinLng && lng <= boxes[i].MaxLng)
                return true;
        return false;
    }
}
