using System.Collections.Immutable;
using System.Text;
using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Embedded;

/// <summary>
/// An index in memory: one writer at a time, readers on immutable snapshots. Every batch becomes a small segment;
/// merges keep their number logarithmic.
/// </summary>
internal sealed class IndexCore
{
    private readonly Lock writing = new();
    private readonly Dictionary<string, long> deletedVersions;
    private volatile Snapshot snapshot = Snapshot.Empty;
    private Task merging = Task.CompletedTask;

    public IndexCore() : this(new Vocabularies(), Snapshot.Empty, [])
    {
    }

    public IndexCore(Vocabularies vocabularies, Snapshot loaded, Dictionary<string, long> deletedVersions)
    {
        Vocabularies = vocabularies;
        this.deletedVersions = deletedVersions;
        Lexicon = new TermLexicon(vocabularies.Terms);
        foreach (var view in loaded.Views)
            Lexicon.Add(view.Segment);
        snapshot = loaded;
    }

    public Vocabularies Vocabularies { get; }

    public TermLexicon Lexicon { get; }

    public Snapshot Current => snapshot;

    public EngineResult Search(EngineQuery query, CancellationToken cancel) =>
        new SearchRun(snapshot, Vocabularies, Lexicon).Run(query, cancel);

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
                if (change.Document is { } put)
                {
                    puts.Add(change.Id, put with { Id = change.Id, Version = change.Version });
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
                var builder = new SegmentBuilder(Vocabularies);
                foreach (var document in puts.Values)
                    builder.Add(document);
                views.Add(new SegmentView(builder.Build(), null, 0));
                Lexicon.Add(views[^1].Segment);
            }
            Publish(views);
            MergeSmall();
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

    /// <summary>Merges small segments at once and starts a larger merge aside when one is due.</summary>
    private void MergeSmall()
    {
        while (MergePolicy.Due(snapshot.Views, MergePolicy.InlineDocuments) is { } due)
            Replace(due, new SegmentMerger(due, Vocabularies));
        if (merging.IsCompleted && MergePolicy.Due(snapshot.Views, int.MaxValue) is { } larger)
            merging = Task.Run(() => MergeAside(larger));
    }

    private void MergeAside(IReadOnlyList<SegmentView> due)
    {
        while (true)
        {
            var merger = new SegmentMerger(due, Vocabularies);
            var merged = merger.Merge();
            lock (writing)
            {
                Replace(due, merger, merged);
                if (MergePolicy.Due(snapshot.Views, int.MaxValue) is not { } next)
                    return;
                due = next;
            }
        }
    }

    private void Replace(IReadOnlyList<SegmentView> old, SegmentMerger merger) => Replace(old, merger, merger.Merge());

    /// <summary>Puts the merged segment in, carrying over what was deleted while it was made.</summary>
    private void Replace(IReadOnlyList<SegmentView> old, SegmentMerger merger, Segment merged)
    {
        var views = snapshot.Views.ToBuilder();
        var deletedSince = new List<int>();
        for (var source = 0; source < old.Count; source++)
        {
            var index = IndexOf(views, old[source].Segment);
            var now = index < 0 ? null : views[index];
            for (var document = 0; document < old[source].Segment.Count; document++)
            {
                var number = merger.NewNumbers[source][document];
                if (number >= 0 && (now is null || now.IsDeleted(document)))
                    deletedSince.Add(number);
            }
            if (index < 0)
                continue;
            Lexicon.Remove(views[index].Segment);
            views.RemoveAt(index);
        }
        var view = new SegmentView(merged, null, 0);
        views.Add(deletedSince.Count > 0 ? view.Without(deletedSince) : view);
        Lexicon.Add(merged);
        Publish(views);
    }

    private static int IndexOf(ImmutableArray<SegmentView>.Builder views, Segment segment)
    {
        for (var i = 0; i < views.Count; i++)
            if (ReferenceEquals(views[i].Segment, segment))
                return i;
        return -1;
    }
}
