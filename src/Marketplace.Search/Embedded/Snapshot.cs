using System.Collections.Immutable;

namespace Marketplace.Search.Embedded;

/// <summary>All living documents at one moment. Readers take it once and are never disturbed.</summary>
internal sealed record Snapshot(ImmutableArray<SegmentView> Views)
{
    public static readonly Snapshot Empty = new(ImmutableArray<SegmentView>.Empty);

    public int Documents { get; } = Views.Sum(v => v.Living);
}
