using System.Collections.Immutable;
using System.Text;
using Marketplace.Search.Embedded.Querying;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>
/// An index in memory: one writer at a time, readers on immutable snapshots. Every batch becomes a small segment;
/// merges keep their number logarithmic.
/// </summary>
internal sealed class IndexCore
{
    private readonly Lock writing = new();
    private readonly Dictionary<string, long> deletedVersions;
    private readonly DocumentAnalysis analysis;
    private volatile Snapshot snapshot = Snapshot.Empty;
    private volatile DayOrder? dayOrder;
    private Task merging = Task.CompletedTask;

    public IndexCore() : this(new Vocabularies(), Snapshot.Empty, [])
    {
    }

    public IndexCore(Vocabularies vocabularies, Snapshot loaded, Dictionary<string, long> deletedVersions)
    {
        Vocabularies = vocabularies;
        this.deletedVersions = deletedVersions;
        analysis = new DocumentAnalysis(vocabularies.Terms.Add);
        Lexicon = new TermLexicon(vocabularies.Terms);
        foreach (var view in loaded.Views)
            Lexicon.Add(view.Segment);
        var views = loaded.Views.ToBuilder();
        for (var view = 1; view < views.Count; view++)
            SpanningGroups.MarkBefore(views, view);
        snapshot = new Snapshot(views.ToImmutable());
    }

    public Vocabularies Vocabularies { get; }

    public TermLexicon Lexicon { get; }

    public Snapshot Current => snapshot;

    public EngineResult Search(EngineQuery query, QueryWatch watch)
    {
        // The snapshot first: its ordinals then all lie within what is read of the vocabularies afterwards.
        var taken = snapshot;
        return new SearchRun(taken, Vocabularies, Lexicon, OrderOf(query.Filters.Today), watch).Run(query);
    }

    /// <summary>Applies a batch; all of it becomes visible at once.</summary>
    public void Apply(IReadOnlyList<DocumentChange> changes)
    {
        lock (writing)
        {
            var views = snapshot.Views.ToBuilder();
            var deletions = new Dictionary<int, List<int>>();
            var puts = new Dictionary<string, ActionDocument>();
            foreach (var change in Newest(changes))
            {
                var (view, document) = Find(change.Id);
                var held = view >= 0 ? views[view].Segment.Versions[document] : deletedVersions.GetValueOrDefault(change.Id, long.MinValue);
                if (change.Version <= held)
                    continue;
                if (view >= 0)
                {
                    if (!deletions.TryGetValue(view, out var ofView))
                        deletions[view] = ofView = [];
                    ofView.Add(document);
                }
                if (change.Document is not null)
                {
                    puts.Add(change.Id, change.ToPut());
                    deletedVersions.Remove(change.Id);
                }
                else
                {
                    deletedVersions[change.Id] = change.Version;
                }
            }
            if (deletions.Count == 0 && puts.Count == 0)
                return;
            foreach (var (view, documents) in deletions)
                views[view] = views[view].Without(documents);
            if (puts.Count > 0)
            {
                views.Add(new SegmentView(SegmentBuilder.Of(puts.Values, Vocabularies, analysis)));
                SpanningGroups.MarkBefore(views, views.Count - 1);
                Lexicon.Add(views[^1].Segment);
            }
            Publish(views);
            MergeSmall();
        }
    }

    /// <summary>Takes segments over whose documents it does not hold, merged into few.</summary>
    public void Load(IReadOnlyList<Segment> segments)
    {
        var merged = PartedMerge.Of(segments, Vocabularies, Environment.ProcessorCount);
        lock (writing)
        {
            var views = snapshot.Views.ToBuilder();
            foreach (var segment in merged)
            {
                views.Add(new SegmentView(segment));
                SpanningGroups.MarkBefore(views, views.Count - 1);
                Lexicon.Add(segment);
            }
            Publish(views);
        }
    }

    /// <summary>A consistent pair for a snapshot on disk.</summary>
    public (Snapshot Snapshot, KeyValuePair<string, long>[] DeletedVersions) Freeze()
    {
        lock (writing)
            return (snapshot, [.. deletedVersions]);
    }

    /// <summary>Waits until no merge runs.</summary>
    public Task Settled()
    {
        lock (writing)
            return merging;
    }

    /// <summary>The last wins among changes of equal version; else the highest version.</summary>
    private static IEnumerable<DocumentChange> Newest(IReadOnlyList<DocumentChange> changes)
    {
        if (changes.Count == 1)
            return changes;
        var newest = new Dictionary<string, DocumentChange>(changes.Count);
        foreach (var change in changes)
            if (!newest.TryGetValue(change.Id, out var other) || change.Version > other.Version)
                newest[change.Id] = change;
        return newest.Values;
    }

    private (int View, int Document) Find(string id)
    {
        var hash = StableHash.Of(id);
        var bytes = Encoding.UTF8.GetBytes(id);
        var views = snapshot.Views;
        for (var view = views.Length - 1; view >= 0; view--)
        {
            var document = views[view].Segment.Find(hash, bytes, views[view].Deleted);
            if (document >= 0)
                return (view, document);
        }
        return (-1, -1);
    }

    private void Publish(ImmutableArray<SegmentView>.Builder views)
    {
        for (var i = views.Count - 1; i >= 0; i--)
        {
            if (views[i].Living > 0)
                continue;
            Lexicon.Remove(views[i].Segment);
            views.RemoveAt(i);
        }
        snapshot = new Snapshot(views.ToImmutable());
    }

    /// <summary>The shuffle of the day; two days asked for in turn are computed in turn, which is rare.</summary>
    private DayOrder OrderOf(DateOnly day)
    {
        var providers = Vocabularies[OrdinalColumn.Provider];
        var known = dayOrder;
        if (known is not null && known.Day == day && known.Count == providers.Count)
            return known;
        return dayOrder = new DayOrder(day, providers, known);
    }

    /// <summary>Merges small segments at once and starts a larger merge aside when one is due.</summary>
    private void MergeSmall()
    {
        while (MergePolicy.Due(snapshot.Views, MergePolicy.InlineDocuments) is { } due)
            Replace(due, Merge(due, snapshot));
        if (!merging.IsCompleted || MergePolicy.Due(snapshot.Views, int.MaxValue) is not { } larger)
            return;
        var now = snapshot;
        merging = Task.Run(() => MergeAside(larger, now));
    }

    private void MergeAside(IReadOnlyList<SegmentView> due, Snapshot from)
    {
        while (true)
        {
            var merge = Merge(due, from);
            lock (writing)
            {
                Replace(due, merge);
                from = snapshot;
                if (MergePolicy.Due(from.Views, int.MaxValue) is not { } next)
                    return;
                due = next;
            }
        }
    }

    /// <summary>Merges, and prepares what searches will ask of the result, so that none of them has to wait for it.</summary>
    /// <param name="from">The snapshot that the views were taken from: their marks say nothing of later segments.</param>
    private Merged Merge(IReadOnlyList<SegmentView> due, Snapshot from)
    {
        var merger = new SegmentMerger(due, Vocabularies);
        var segment = merger.Merge();
        var others = from.Views.Where(v => !due.Any(d => ReferenceEquals(d.Segment, v.Segment))).ToList();
        var spanning = SpanningGroups.Remaining(segment, due, merger.NewNumbers, others);
        if (dayOrder is { } today)
            segment.OpenOn(today.Day.DayNumber);
        return new Merged(segment, merger.NewNumbers, spanning, [.. others.Select(o => o.Segment)]);
    }

    /// <summary>Puts the merged segment in, carrying over what was deleted while it was made.</summary>
    private void Replace(IReadOnlyList<SegmentView> old, Merged merged)
    {
        var views = snapshot.Views.ToBuilder();
        var deletedSince = new List<int>();
        for (var source = 0; source < old.Count; source++)
        {
            var index = IndexOf(views, old[source].Segment);
            var now = index < 0 ? null : views[index];
            for (var document = 0; document < old[source].Segment.Count; document++)
            {
                var number = merged.NewNumbers[source][document];
                if (number >= 0 && (now is null || now.IsDeleted(document)))
                    deletedSince.Add(number);
            }
            if (index < 0)
                continue;
            Lexicon.Remove(views[index].Segment);
            views.RemoveAt(index);
        }
        var view = new SegmentView(merged.Segment).WithSpanning(merged.Spanning);
        views.Add(deletedSince.Count > 0 ? view.Without(deletedSince) : view);
        // Segments that came while the merge ran have marked the old ones, not this.
        for (var other = 0; other < views.Count - 1; other++)
            if (!merged.Compared.Contains(views[other].Segment))
                SpanningGroups.Mark(views, views.Count - 1, other);
        if (dayOrder is { } today)
            views[^1].TotalsOn(today.Day.DayNumber);
        Lexicon.Add(merged.Segment);
        Publish(views);
    }

    /// <param name="Compared">Segments that <paramref name="Spanning"/> took into account.</param>
    private sealed record Merged(Segment Segment, int[][] NewNumbers, List<int> Spanning, HashSet<Segment> Compared);

    private static int IndexOf(ImmutableArray<SegmentView>.Builder views, Segment segment)
    {
        for (var i = 0; i < views.Count; i++)
            if (ReferenceEquals(views[i].Segment, segment))
                return i;
        return -1;
    }
}
