using System.Numerics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// The same order as <see cref="Ranking"/> where a great many matches are equal but for the shuffle: goes through the
/// providers in the order of the day and takes each one's first draw, so that a page costs a few hundred providers
/// however many documents fit.
/// </summary>
/// <param name="equals">By view, the equal matches; an empty bitmap for a view that has none.</param>
internal sealed class ProviderWalk(Snapshot snapshot, DayOrder day, ReadOnlyMemory<ulong>[] equals)
{
    /// <summary>Whether there are enough matches for the walk to be short; fewer are sooner sorted.</summary>
    public bool IsWorthwhile(int matches) => matches > day.Count;

    /// <summary>The first <paramref name="count"/> matches; null when there are fewer providers.</summary>
    public List<(int View, int Document)>? First(int count)
    {
        var first = new List<(int View, int Document)>(count);
        foreach (var provider in day.Providers)
        {
            if (FirstDraw(provider) is not { } drawn)
                continue;
            first.Add(drawn);
            if (first.Count == count)
                return first;
        }
        return null;
    }

    /// <summary>The provider's first draw; null when it has no match.</summary>
    private (int View, int Document)? FirstDraw(int provider)
    {
        (int View, int Document)? first = null;
        var lowest = int.MaxValue;
        for (var view = 0; view < equals.Length; view++)
            if (!equals[view].IsEmpty)
                foreach (var run in snapshot.Views[view].Segment.Providers.Of(provider))
                    Look(view, run, ref first, ref lowest);
        return first;
    }

    private void Look(int view, ProviderRuns.Run run, ref (int View, int Document)? first, ref int lowest)
    {
        var groups = snapshot.Views[view].Segment.Groups;
        var bits = equals[view].Span;
        for (var w = run.Start >> 6; w < Bits.WordsFor(run.End); w++)
        {
            for (var word = bits[w] & Bits.Mask(w, run.Start, run.End); word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                var draw = day.DrawOf(groups[document]);
                if (first is { } other && (draw > lowest || (draw == lowest && Id((view, document)).SequenceCompareTo(Id(other)) > 0)))
                    continue;
                (first, lowest) = ((view, document), draw);
            }
        }
    }

    private ReadOnlySpan<byte> Id((int View, int Document) match) => snapshot.Views[match.View].Segment.IdBytes(match.Document);
}
