using System.Buffers;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Keeps one match of each group of near-duplicates: the nearest, else the best. Dispose after use.</summary>
internal sealed class GroupCollapse : IDisposable
{
    /// <summary>By group, 1 + the place of its match among those kept; 0 for a group without matches.</summary>
    private readonly int[] places;
    private readonly int[] sizes;

    public GroupCollapse(MatchCollector matches, Snapshot snapshot, int groups)
    {
        places = ArrayPool<int>.Shared.Rent(groups);
        sizes = ArrayPool<int>.Shared.Rent(groups);
        places.AsSpan(0, groups).Clear();
        sizes.AsSpan(0, groups).Clear();
        var all = matches.All;
        var kept = 0;
        foreach (var match in all)
        {
            var group = snapshot.Views[match.View].Segment.Groups[match.Document];
            sizes[group]++;
            if (places[group] == 0)
            {
                all[kept++] = match;
                places[group] = kept;
            }
            else if (IsBetter(match, all[places[group] - 1], snapshot))
            {
                all[places[group] - 1] = match;
            }
        }
        matches.Shrink(kept);
    }

    /// <summary>Matches of the group.</summary>
    public int SizeOf(int group) => sizes[group];

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(sizes);
    }

    private static bool IsBetter(Match a, Match b, Snapshot snapshot)
    {
        var order = a.Distance.CompareTo(b.Distance);
        if (order == 0)
            order = a.Key.CompareTo(b.Key);
        if (order == 0)
            order = snapshot.Views[a.View].Segment.IdBytes(a.Document)
                .SequenceCompareTo(snapshot.Views[b.View].Segment.IdBytes(b.Document));
        return order < 0;
    }
}
