using System.Numerics;

namespace Marketplace.Search.Embedded;

/// <summary>A segment together with the documents deleted from it so far. Immutable: a deletion makes a new view.</summary>
/// <param name="Deleted">One bit a document; null when none is deleted.</param>
internal sealed record SegmentView(Segment Segment, ulong[]? Deleted, int DeletedCount)
{
    public int Living => Segment.Count - DeletedCount;

    public static bool IsSet(ulong[]? bits, int index) => bits is not null && (bits[index >> 6] & (1UL << (index & 63))) != 0;

    public bool IsDeleted(int document) => IsSet(Deleted, document);

    /// <summary>The same segment without these documents too.</summary>
    public SegmentView Without(IEnumerable<int> documents)
    {
        var bits = Deleted is null ? new ulong[(Segment.Count + 63) / 64] : (ulong[])Deleted.Clone();
        foreach (var document in documents)
            bits[document >> 6] |= 1UL << (document & 63);
        return new SegmentView(Segment, bits, bits.Sum(BitOperations.PopCount));
    }
}
