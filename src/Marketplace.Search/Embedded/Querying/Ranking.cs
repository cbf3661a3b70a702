using System.Buffers;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Orders matches: the chosen sort, then distance, then a daily shuffle over providers in rounds (each provider
/// about one result a round, however many it has), then the id. The same catalogue and day always give the same order.
/// </summary>
internal sealed class Ranking(Snapshot snapshot, DayOrder day)
{
    /// <summary>The first <paramref name="count"/> matches in order.</summary>
    public List<Match> First(MatchCollector collected, int count)
    {
        var (better, last) = collected.Best();
        var first = OfSeveralKeys(better);
        var rest = OfOneKey(last, count - first.Count);
        first.AddRange(rest);
        return first.ConvertAll(r => r.Match);
    }

    public int ProviderOf(in Match match) => SegmentOf(match)[OrdinalColumn.Provider][match.Document];

    private Segment SegmentOf(in Match match) => snapshot.Views[match.View].Segment;

    /// <summary>Sorts few matches whose keys differ; all that share a key with one of them are among them.</summary>
    private List<Ranked> OfSeveralKeys(ReadOnlySpan<Match> matches)
    {
        var ties = new Dictionary<(int, double), int>(matches.Length);
        foreach (ref readonly var match in matches)
            CollectionsMarshal.GetValueRefOrAddDefault(ties, (ProviderOf(match), match.Key), out _)++;
        var ranked = new List<Ranked>(matches.Length);
        foreach (ref readonly var match in matches)
            ranked.Add(Rank(match, ties[(ProviderOf(match), match.Key)]));
        ranked.Sort(Compare);
        return ranked;
    }

    /// <summary>The first of possibly very many matches that share a key.</summary>
    private List<Ranked> OfOneKey(ReadOnlySpan<Match> matches, int count)
    {
        if (count <= 0 || matches.IsEmpty)
            return [];
        // By provider + 1.
        var ties = ArrayPool<int>.Shared.Rent(day.Count + 1);
        ties.AsSpan().Clear();
        foreach (ref readonly var match in matches)
            ties[ProviderOf(match) + 1]++;
        var best = new List<Ranked>(Math.Min(matches.Length, count * 2));
        // Once enough are known, what is worse than the last of them is left out early.
        var full = false;
        Ranked worst = default;
        foreach (ref readonly var match in matches)
        {
            if (full && match.Distance > worst.Match.Distance)
                continue;
            var ranked = Rank(match, ties[ProviderOf(match) + 1]);
            if (full && Compare(ranked, worst) >= 0)
                continue;
            best.Add(ranked);
            if (best.Count < count * 2)
                continue;
            Cut();
            (worst, full) = (best[^1], true);
        }
        ArrayPool<int>.Shared.Return(ties);
        Cut();
        return best;

        void Cut()
        {
            best.Sort(Compare);
            if (best.Count > count)
                best.RemoveRange(count, best.Count - count);
        }
    }

    private Ranked Rank(in Match match, int ties) =>
        new(match, day.RoundOf(SegmentOf(match).IdHashes[match.Document], ties), day.ShuffleOf(ProviderOf(match)));

    private int Compare(Ranked a, Ranked b)
    {
        var order = a.Match.Key.CompareTo(b.Match.Key);
        if (order == 0)
            order = a.Match.Distance.CompareTo(b.Match.Distance);
        if (order == 0)
            order = a.Round.CompareTo(b.Round);
        if (order == 0)
            order = a.Shuffle.CompareTo(b.Shuffle);
        return order != 0
            ? order
            : SegmentOf(a.Match).IdBytes(a.Match.Document).SequenceCompareTo(SegmentOf(b.Match).IdBytes(b.Match.Document));
    }

    /// <param name="Round">Rank among its provider's results of equal key, drawn from the day and the id.</param>
    private readonly record struct Ranked(Match Match, int Round, ulong Shuffle);
}
