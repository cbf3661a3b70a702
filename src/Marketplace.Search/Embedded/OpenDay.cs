namespace Marketplace.Search.Embedded;

/// <summary>What of a segment may still be entered on a day, and its counts by facet code. Belongs to the immutable
/// segment: deletions are subtracted by its views.</summary>
internal sealed class OpenDay
{
    public OpenDay(Segment segment, int day)
    {
        Day = day;
        Open = new ulong[Bits.WordsFor(segment.Count)];
        var lastDays = segment.Sessions.LastDay;
        for (var d = 0; d < lastDays.Length; d++)
            if (lastDays[d] >= day)
                Bits.Add(Open, d);
        Counts = new int[segment.Facets.Codes];
        segment.Facets.Count(Open, Counts);
    }

    public int Day { get; }

    /// <summary>Documents with an open session that may be entered on the day or later.</summary>
    public ulong[] Open { get; }

    /// <summary>Of <see cref="Open"/>, by code of <see cref="FacetRows"/>.</summary>
    public int[] Counts { get; }
}
