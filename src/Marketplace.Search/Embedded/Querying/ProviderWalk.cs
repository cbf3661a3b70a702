using System.Numerics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// The same order as <see cref="Ranking"/> where a great many matches are equal but for the shuffle: goes through the
/// providers in the order of the day and takes each one's first round, so that a page costs a few hundred providers
/// however many documents fit.
/// </summary>
internal sealed class ProviderWalk(Snapshot snapshot, DayOrder day, IReadOnlyList<ViewMatches?> found)
{
    /// <summary>Fewer matches than so many a provider are sooner sorted.</summary>
    private const int WorthwhilePerProvider = 4;

    public bool IsWorthwhile(int matches) => matches > day.Count * WorthwhilePerProvider;

    /// <summary>The first <paramref name="count"/> matches; null when the first round holds fewer.</summary>
    public List<Match>? First(int count)
    {
        var first = new List<Match>(count + 64);
        var ofProvider = new List<Match>();
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

    private void AddFirstRound(int provider, List<Match> into)
    {
        var ties = 0;
        foreach (var matches in found)
            if (matches is not null)
                foreach (var run in matches.View.Segment.Providers.Of(provider))
                    ties += Bits.CountWithin(matches.Shown, run.Start, run.End);
        if (ties == 0)
            return;
        for (var view = 0; view < found.Count; view++)
            if (found[view] is { } matches)
                foreach (var run in matches.View.Segment.Providers.Of(provider))
                    AddFirstRound(view, matches, run, ties, into);
    }

    private void AddFirstRound(int view, ViewMatches matches, ProviderRuns.Run run, int ties, List<Match> into)
    {
        var hashes = matches.View.Segment.IdHashes;
        for (var w = run.Start >> 6; w < Bits.WordsFor(run.End); w++)
        {
            for (var word = matches.Shown[w] & Bits.Mask(w, run.Start, run.End); word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                if (day.RoundOf(hashes[document], ties) == 0)
                    into.Add(new Match(view, document, 0, double.PositiveInfinity, 0));
            }
        }
    }

    private ReadOnlySpan<byte> Id(in Match match) => snapshot.Views[match.View].Segment.IdBytes(match.Document);
}
