using System.Buffers;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Of all matches, those whose key is among the best so many, and all that tie with the last of them: what ranking
/// needs. Dispose to give the arrays back.
/// </summary>
internal sealed class MatchCollector(int wanted) : IDisposable
{
    private const int LeastRoom = 4096;

    private Match[] matches = ArrayPool<Match>.Shared.Rent(LeastRoom);
    private double bound = double.PositiveInfinity;
    private int room = Math.Max(LeastRoom, wanted * 4);

    /// <summary>Matches added.</summary>
    public int Added { get; private set; }

    private int Count { get; set; }

    public void Add(in Match match)
    {
        Added++;
        if (match.Key > bound)
            return;
        if (Count == room)
            Tighten();
        if (Count == matches.Length)
        {
            var larger = ArrayPool<Match>.Shared.Rent(Count * 2);
            matches.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<Match>.Shared.Return(matches);
            matches = larger;
        }
        matches[Count++] = match;
    }

    /// <summary>
    /// The matches with a better key than the last wanted one, and those with its key; both in the order in which
    /// they were added.
    /// </summary>
    public (List<Match> Better, ArraySegment<Match> Last) Best()
    {
        Tighten();
        var better = new List<Match>(wanted);
        var last = 0;
        for (var i = 0; i < Count; i++)
        {
            if (matches[i].Key < bound)
                better.Add(matches[i]);
            else
                matches[last++] = matches[i];
        }
        return (better, new(matches, 0, last));
    }

    public void Dispose()
    {
        ArrayPool<Match>.Shared.Return(matches);
        matches = [];
        Count = 0;
    }

    /// <summary>Finds the key of the last wanted match and drops what lies behind it.</summary>
    private void Tighten()
    {
        if (Count > wanted)
        {
            var keys = ArrayPool<double>.Shared.Rent(Count);
            for (var i = 0; i < Count; i++)
                keys[i] = matches[i].Key;
            bound = Selection.Smallest(keys.AsSpan(0, Count), wanted - 1);
            ArrayPool<double>.Shared.Return(keys);
            var kept = 0;
            for (var i = 0; i < Count; i++)
                if (matches[i].Key <= bound)
                    matches[kept++] = matches[i];
            Count = kept;
        }
        else if (Count > 0)
        {
            var worst = double.NegativeInfinity;
            for (var i = 0; i < Count; i++)
                worst = Math.Max(worst, matches[i].Key);
            // No more than wanted: the last key there is.
            bound = worst;
        }
        // Where most tie, looking again and again would gain nothing.
        if (Count > room / 2)
            room = Count * 2;
    }
}
