using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Orders matches: the chosen sort, then distance, then a daily shuffle over providers in rounds (each provider
/// about one result a round, however many it has), then the id. The same catalogue and day always give the same order.
/// </summary>
internal sealed class Ranking(Snapshot snapshot, Vocabularies vocabularies, DateOnly today)
{
    private readonly ulong seed = StableHash.Mix((ulong)today.DayNumber);
    private readonly Vocabulary<string> providers = vocabularies[OrdinalColumn.Provider];
    /// <summary>By provider + 1: matches, where all have one key; else the dictionary counts by key too.</summary>
    private readonly int[] tiesOfOneKey = new int[vocabularies[OrdinalColumn.Provider].Count + 1];
    private readonly Dictionary<(int Provider, double Key), int> ties = [];
    private readonly ulong[] shuffles = new ulong[vocabularies[OrdinalColumn.Provider].Count];
    private bool oneKey;

    /// <summary>The first <paramref name="count"/> matches in order.</summary>
    public List<Match> First(ReadOnlySpan<Match> matches, int count)
    {
        CountTies(matches);
        var best = new PriorityQueue<Ranked, Ranked>(Comparer<Ranked>.Create((a, b) => Compare(b, a)));
        foreach (ref readonly var match in matches)
        {
            if (best.Count == count)
            {
                if (count == 0)
                    break;
                var worst = best.Peek().Match;
                if (match.Key > worst.Key || (match.Key == worst.Key && match.Distance > worst.Distance))
                    continue;
                var ranked = Rank(match);
                if (Compare(ranked, best.Peek()) < 0)
                    best.DequeueEnqueue(ranked, ranked);
                continue;
            }
            var first = Rank(match);
            best.Enqueue(first, first);
        }
        var ordered = new List<Match>(best.Count);
        while (best.TryDequeue(out var ranked, out _))
            ordered.Add(ranked.Match);
        ordered.Reverse();
        return ordered;
    }

    public int ProviderOf(Match match) => SegmentOf(match)[OrdinalColumn.Provider][match.Document];

    private Segment SegmentOf(Match match) => snapshot.Views[match.View].Segment;

    private void CountTies(ReadOnlySpan<Match> matches)
    {
        oneKey = !matches.IsEmpty;
        foreach (ref readonly var match in matches)
            oneKey &= match.Key == matches[0].Key;
        foreach (ref readonly var match in matches)
        {
            if (oneKey)
                tiesOfOneKey[ProviderOf(match) + 1]++;
            else
                CountTie(match);
        }
    }

    private void CountTie(Match match) =>
        CollectionsMarshal.GetValueRefOrAddDefault(ties, (ProviderOf(match), match.Key), out _)++;

    private int TiesOf(Match match, int provider) =>
        oneKey ? tiesOfOneKey[provider + 1] : ties.GetValueOrDefault((provider, match.Key), 1);

    /// <summary>Place of the provider in the shuffle of the day.</summary>
    private ulong ShuffleOf(int provider)
    {
        if (provider < 0)
            return ulong.MaxValue;
        if (shuffles[provider] == 0)
            shuffles[provider] = StableHash.Combine(seed, StableHash.Of(providers[provider]));
        return shuffles[provider];
    }

    private Ranked Rank(Match match)
    {
        var segment = SegmentOf(match);
        var provider = ProviderOf(match);
        var share = StableHash.Combine(seed, segment.IdHashes[match.Document]);
        var round = (int)Math.BigMul(share, (ulong)TiesOf(match, provider), out _);
        return new Ranked(match, round, ShuffleOf(provider));
    }

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
