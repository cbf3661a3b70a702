using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Keeps one match of each group of near-duplicates: the nearest, else the best.</summary>
internal static class GroupCollapse
{
    /// <returns>By group, how many matches it had.</returns>
    public static Dictionary<int, int> Apply(MatchCollector matches, Snapshot snapshot)
    {
        var places = new Dictionary<int, int>();
        var sizes = new Dictionary<int, int>();
        var all = matches.All;
        var kept = 0;
        foreach (var match in all)
        {
            var group = snapshot.Views[match.View].Segment.Groups[match.Document];
            CollectionsMarshal.GetValueRefOrAddDefault(sizes, group, out _)++;
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, group, out var known);
            if (!known)
            {
                place = kept;
                all[kept++] = match;
            }
            else if (IsBetter(match, all[place], snapshot))
            {
                all[place] = match;
            }
        }
        matches.Shrink(kept);
        return sizes;
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
