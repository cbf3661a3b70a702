using System.Numerics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// The same order as <see cref="Ranking"/> where a great many matches are equal but for the shuffle: goes through the
/// providers in the order of the day and takes each one's first round, so that a page costs a few hundred providers
/// however many documents fit.
/// </summary>
/// <param name="equals">By view, the equal matches; an empty bitmap for a view that has none.</param>
internal sealed class ProviderWalk(Snapshot snapshot, DayOrder day, ReadOnlyMemory<ulong>[] equals)
{
    /// <summary>Whether there are enough matches for the walk to be short; fewer are sooner sorted.</summary>
    public bool IsWorthwhile(int matches) => matches > day.Count;

    /// <summary>The first <paramref name="count"/> matches; null when the first round holds fewer.</summary>
    public List<(int View, int Document)>? First(int count)
    {
        var first = new List<(int View, int Document)>(count + 64);
        var ofProvider = new List<(int View, int Document)>();
        foreach (var provider in day.Providers)
        {
            ofProvider.Clear();
            AddFirstRound(provider, ofProvider);
            if (ofProvider.Count > 1)
                ofProvider.Sort((a, b) => Id(a).SequenceCompareTo(Id(b)));
            first.AddRange(ofProvider);
            if (first.Count < count)
                continue;
            first.RemoveRange(count, first.Count - count);
            return first;
        }
        return null;
    }

    private void AddFirstRound(int provider, List<(int View, int Document)> into)
    {
        var ties = 0;
        for (var view = 0; view < equals.Length; view++)
            if (!equals[view].IsEmpty)
                foreach (var run in snapshot.Views[view].Segment.Providers.Of(provider))
                    ties += Bits.CountWithin(equals[view].Span, run.Start, run.End);
        if (ties == 0)
            return;
        for (var view = 0; view < equals.Length; view++)
            if (!equals[view].IsEmpty)
                foreach (var run in snapshot.Views[view].Segment.Providers.Of(provider))
                    AddFirstRound(view, run, ties, into);
    }

    private void AddFirstRound(int view, ProviderRuns.Run run, int ties, List<(int View, int Document)> into)
    {
        var hashes = snapshot.Views[view].Segment.IdHashes;
        var bits = equals[view].Span;
        for (var w = run.Start >> 6; w < Bits.WordsFor(run.End); w++)
        {
            for (var word = bits[w] & Bits.Mask(w, run.Start, run.End); word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                if (day.RoundOf(hashes[document], ties) == 0)
                    into.Add((view, document));
            }
        }
    }

    private ReadOnlySpan<byte> Id((int View, int Document) match) => snapshot.Views[match.View].Segment.IdBytes(match.Document);
}
