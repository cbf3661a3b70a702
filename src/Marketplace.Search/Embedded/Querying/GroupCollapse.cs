namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Keeps one match of each group of near-duplicates: the nearest, else the best, else the first by id. Matches come
/// segment by segment in ascending order, so a group's follow each other; groups that span segments wait for the end.
/// </summary>
internal sealed class GroupCollapse(Snapshot snapshot, MatchCollector into)
{
    private readonly Dictionary<GroupKey, Match> spanning = [];
    private Match pending;
    private bool isPending;

    /// <param name="follows">Whether the match follows another one of its group in its segment.</param>
    public void Add(in Match match, bool follows)
    {
        var view = snapshot.Views[match.View];
        if (view.Spanning.Contains(match.Document))
        {
            var key = view.Segment.Groups[match.Document];
            if (!spanning.TryGetValue(key, out var kept) || IsBetter(match, kept, snapshot))
                spanning[key] = match;
            return;
        }
        if (!follows)
        {
            Flush();
            (pending, isPending) = (match, true);
        }
        else if (IsBetter(match, pending, snapshot))
        {
            pending = match;
        }
    }

    public void Finish()
    {
        Flush();
        foreach (var match in spanning.Values)
            into.Add(match);
    }

    /// <summary>Takes out of what views show the matches that another segment shows better, or equal with an earlier id.</summary>
    /// <param name="levelOf">How good the match of a view and document is, where distances do not tell them apart.</param>
    public static void CollapseAcross(IReadOnlyList<ViewMatches?> found, Func<int, int, int> levelOf)
    {
        var kept = new Dictionary<GroupKey, (int View, int Document)>();
        for (var v = 0; v < found.Count; v++)
        {
            if (found[v] is not { AllStandAlone: false } matches)
                continue;
            foreach (var document in matches.View.Spanning.In(matches.ShownBits).ToList())
            {
                var key = matches.View.Segment.Groups[document];
                if (!kept.TryGetValue(key, out var other))
                {
                    kept[key] = (v, document);
                    continue;
                }
                var order = levelOf(other.View, other.Document).CompareTo(levelOf(v, document));
                if (order == 0)
                    order = matches.View.Segment.IdBytes(document)
                        .SequenceCompareTo(found[other.View]!.View.Segment.IdBytes(other.Document));
                var first = order < 0;
                (int View, int Document) loser = first ? other : (v, document);
                kept[key] = first ? (v, document) : other;
                Bits.Remove(found[loser.View]!.Shown, loser.Document);
                found[loser.View]!.ShownCount--;
            }
        }
    }

    /// <summary>Matches of the document's group.</summary>
    public static int SizeOf(SegmentView view, int document, IReadOnlyList<ViewMatches?> found)
    {
        var key = view.Segment.Groups[document];
        var spans = view.Spanning.Contains(document);
        var size = 0;
        foreach (var matches in found)
        {
            if (matches is null || (!spans && !ReferenceEquals(matches.View, view)))
                continue;
            var (start, end) = matches.View.Segment.Runs.Find(key);
            if (start < end)
                size += Bits.CountWithin(matches.All, start, end);
        }
        return size;
    }

    private void Flush()
    {
        if (isPending)
            into.Add(pending);
        isPending = false;
    }

    private static bool IsBetter(in Match a, in Match b, Snapshot snapshot)
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
