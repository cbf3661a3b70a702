using System.Buffers;
using System.Numerics;
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

    /// <summary>
    /// The first of possibly very many matches that share a key: finds how far the wanted ones reach, by distance and
    /// then by the shuffle, and sorts only those.
    /// </summary>
    private List<Ranked> OfOneKey(ReadOnlySpan<Match> matches, int count)
    {
        // By provider + 1.
        var ties = ArrayPool<int>.Shared.Rent(day.Count + 1);
        var distances = ArrayPool<double>.Shared.Rent(matches.Length);
        var shuffles = ArrayPool<ulong>.Shared.Rent(matches.Length);
        ties.AsSpan(0, day.Count + 1).Clear();
        for (var i = 0; i < matches.Length; i++)
        {
            ties[ProviderOf(matches[i]) + 1]++;
            distances[i] = matches[i].Distance;
        }
        var (reach, nearer) = Reach(distances.AsSpan(0, matches.Length), count);
        var equal = 0;
        foreach (ref readonly var match in matches)
            if (match.Distance == reach)
                shuffles[equal++] = ShuffleCode(match, ties);
        var codes = ArrayPool<ulong>.Shared.Rent(equal);
        shuffles.AsSpan(0, equal).CopyTo(codes);
        var last = Reach(codes.AsSpan(0, equal), count - nearer).Value;
        ArrayPool<ulong>.Shared.Return(codes);
        var best = new List<Ranked>(count + 16);
        equal = 0;
        foreach (ref readonly var match in matches)
            if (match.Distance < reach || (match.Distance == reach && shuffles[equal++] <= last))
                best.Add(Rank(match, ties[ProviderOf(match) + 1]));
        ArrayPool<int>.Shared.Return(ties);
        ArrayPool<double>.Shared.Return(distances);
        ArrayPool<ulong>.Shared.Return(shuffles);
        best.Sort(Compare);
        if (best.Count > count)
            best.RemoveRange(count, best.Count - count);
        return best;
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

    /// <summary>Round and shuffle in one number that never orders against them; it may hold equal what they tell apart.</summary>
    private ulong ShuffleCode(in Match match, int[] ties)
    {
        var provider = ProviderOf(match);
        var round = day.RoundOf(SegmentOf(match).IdHashes[match.Document], ties[provider + 1]);
        return ((ulong)Math.Min(round, (1 << 23) - 1) << 40) | (day.ShuffleOf(provider) >> 24);
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
