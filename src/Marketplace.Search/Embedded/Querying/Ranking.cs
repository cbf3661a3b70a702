using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Orders matches: the chosen sort, then distance, then a daily shuffle over providers in rounds (each provider
/// one result a round, however many it has), then the id. The same catalogue and day always give the same order.
/// </summary>
internal sealed class Ranking(Snapshot snapshot, DayOrder day)
{
    /// <summary>The first <paramref name="count"/> matches in order.</summary>
    public List<Match> First(MatchCollector collected, int count)
    {
        var (better, last) = collected.Best();
        var first = OfSeveralKeys(CollectionsMarshal.AsSpan(better)).ConvertAll(r => r.Match);
        if (first.Count < count && last.Count > 0)
            first.AddRange(OfOneKey(last, count - first.Count).ConvertAll(r => r.Match));
        return first;
    }

    /// <summary>The first <paramref name="count"/> of matches without distances.</summary>
    /// <param name="better">Few, of several keys.</param>
    /// <param name="equals">By view, those of the last wanted key.</param>
    /// <param name="matchAt">The match of a view and document.</param>
    public List<Match> First(
        List<Match> better, ReadOnlyMemory<ulong>[] equals, int equalCount, Func<int, int, Match> matchAt, int count)
    {
        var first = OfSeveralKeys(CollectionsMarshal.AsSpan(better)).ConvertAll(r => r.Match);
        var missing = count - first.Count;
        if (missing <= 0 || equalCount == 0)
            return first;
        var walk = new ProviderWalk(snapshot, day, equals);
        if (walk.IsWorthwhile(equalCount) && walk.First(missing) is { } found)
        {
            first.AddRange(found.Select(f => matchAt(f.View, f.Document)));
            return first;
        }
        var all = new List<Match>(equalCount);
        for (var view = 0; view < equals.Length; view++)
            for (var w = 0; w < equals[view].Length; w++)
                for (var word = equals[view].Span[w]; word != 0; word &= word - 1)
                    all.Add(matchAt(view, (w << 6) + BitOperations.TrailingZeroCount(word)));
        first.AddRange(OfOneKey(CollectionsMarshal.AsSpan(all), missing).ConvertAll(r => r.Match));
        return first;
    }

    public int ProviderOf(in Match match) => SegmentOf(match)[OrdinalColumn.Provider][match.Document];

    private Segment SegmentOf(in Match match) => snapshot.Views[match.View].Segment;

    /// <summary>
    /// Sorts few matches; all that are equal to one of them are among them. A provider's equals go into rounds, one each,
    /// in the order of their draws.
    /// </summary>
    private List<Ranked> OfSeveralKeys(ReadOnlySpan<Match> matches)
    {
        Match[] drawn = [.. matches];
        Array.Sort(drawn, CompareDraws);
        var ranked = new List<Ranked>(drawn.Length);
        var round = 0;
        for (var i = 0; i < drawn.Length; i++)
        {
            round = i > 0 && AreEqual(drawn[i - 1], drawn[i]) ? round + 1 : 0;
            ranked.Add(new Ranked(drawn[i], round, day.ShuffleOf(ProviderOf(drawn[i]))));
        }
        ranked.Sort(Compare);
        return ranked;
    }

    /// <summary>
    /// The first of possibly very many matches that share a key: finds how far the wanted ones reach by distance, and
    /// takes of those at that distance each provider's first draw.
    /// </summary>
    private List<Ranked> OfOneKey(ReadOnlySpan<Match> matches, int count)
    {
        var distances = ArrayPool<double>.Shared.Rent(matches.Length);
        for (var i = 0; i < matches.Length; i++)
            distances[i] = matches[i].Distance;
        var (reach, nearer) = Reach(distances.AsSpan(0, matches.Length), count);
        ArrayPool<double>.Shared.Return(distances);
        var near = new List<Match>(nearer);
        var equals = new List<Match>(matches.Length - nearer);
        foreach (ref readonly var match in matches)
            if (match.Distance <= reach)
                (match.Distance < reach ? near : equals).Add(match);
        var best = OfSeveralKeys(CollectionsMarshal.AsSpan(near));
        var missing = Math.Min(count - nearer, equals.Count);
        var firsts = FirstDraws(equals);
        best.AddRange(firsts.Count >= missing
            ? firsts.OrderBy(r => r, Comparer<Ranked>.Create(Compare)).Take(missing)
            : OfSeveralKeys(CollectionsMarshal.AsSpan(equals)).Take(missing));
        return best;
    }

    /// <summary>Each provider's first draw among equals: the first round.</summary>
    private List<Ranked> FirstDraws(List<Match> equals)
    {
        // By provider + 1, 1 + the place of its lowest draw so far.
        var lowest = ArrayPool<int>.Shared.Rent(day.Count + 1);
        lowest.AsSpan(0, day.Count + 1).Clear();
        for (var i = 0; i < equals.Count; i++)
        {
            ref var place = ref lowest[ProviderOf(equals[i]) + 1];
            if (place == 0 || CompareDraws(equals[i], equals[place - 1]) < 0)
                place = i + 1;
        }
        var firsts = new List<Ranked>();
        for (var provider = 0; provider <= day.Count; provider++)
            if (lowest[provider] > 0)
                firsts.Add(new Ranked(equals[lowest[provider] - 1], 0, day.ShuffleOf(provider - 1)));
        ArrayPool<int>.Shared.Return(lowest);
        return firsts;
    }

    /// <summary>The value of the last wanted one in ascending order, and how many are below it.</summary>
    private static (T Value, int Below) Reach<T>(Span<T> values, int count) where T : unmanaged, INumber<T>
    {
        var value = Selection.Smallest(values, Math.Min(count, values.Length) - 1);
        var below = 0;
        foreach (var other in values)
            below += other < value ? 1 : 0;
        return (value, below);
    }

    /// <summary>By what a day's order compares before its draws, then by provider and draw.</summary>
    private int CompareDraws(Match a, Match b)
    {
        var order = a.Key.CompareTo(b.Key);
        if (order == 0)
            order = a.Distance.CompareTo(b.Distance);
        if (order == 0)
            order = ProviderOf(a).CompareTo(ProviderOf(b));
        if (order == 0)
            order = day.DrawOf(SegmentOf(a).Groups[a.Document]).CompareTo(day.DrawOf(SegmentOf(b).Groups[b.Document]));
        return order != 0 ? order : SegmentOf(a).IdBytes(a.Document).SequenceCompareTo(SegmentOf(b).IdBytes(b.Document));
    }

    private bool AreEqual(in Match a, in Match b) =>
        a.Key == b.Key && a.Distance.Equals(b.Distance) && ProviderOf(a) == ProviderOf(b);

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

    /// <param name="Round">Rank among its provider's equal results, drawn from the day and the offer.</param>
    private readonly record struct Ranked(Match Match, int Round, ulong Shuffle);
}
