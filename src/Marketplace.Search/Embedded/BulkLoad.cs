using System.Collections.Concurrent;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>
/// Fills an index that nobody searches yet: batches of new documents become segments side by side, and all of them
/// a few at the end, so that each document is merged once. Ends with the first change that is not of a new
/// document: from then on the index takes changes as usual.
/// </summary>
internal sealed class BulkLoad(IndexCore core) : IDisposable
{
    private const int SmallSegment = 512;
    private const int MostSmall = 128;

    private readonly ReaderWriterLockSlim ending = new();
    private readonly Lock adding = new();
    private readonly HashSet<ulong> ids = [];
    private readonly List<Segment> segments = [];
    private readonly ConcurrentBag<DocumentAnalysis> analyses = [];
    private bool ended;

    /// <summary>Takes a batch; false when it is none of new documents only. Calls may overlap.</summary>
    public bool TryAdd(IReadOnlyList<DocumentChange> changes)
    {
        ending.EnterReadLock();
        try
        {
            if (ended || !TryReserve(changes))
                return false;
            if (changes.Count > 0)
                Add(Build(changes));
            return true;
        }
        finally
        {
            ending.ExitReadLock();
        }
    }

    /// <summary>Hands over to the index what was taken; further calls do nothing.</summary>
    public void End()
    {
        ending.EnterWriteLock();
        try
        {
            if (!ended)
                core.Load(segments);
            ended = true;
            segments.Clear();
            ids.Clear();
        }
        finally
        {
            ending.ExitWriteLock();
        }
    }

    public void Dispose() => ending.Dispose();

    /// <summary>
    /// Remembers the documents' ids, all or none. By hash: two ids of one hash only cost that the load ends early.
    /// </summary>
    private bool TryReserve(IReadOnlyList<DocumentChange> changes)
    {
        lock (adding)
        {
            for (var i = 0; i < changes.Count; i++)
            {
                if (changes[i].Document is not null && ids.Add(StableHash.Of(changes[i].Id)))
                    continue;
                Forget(changes, i);
                return false;
            }
            return true;
        }
    }

    private void Forget(IReadOnlyList<DocumentChange> changes, int count)
    {
        for (var i = 0; i < count; i++)
            ids.Remove(StableHash.Of(changes[i].Id));
    }

    private Segment Build(IReadOnlyList<DocumentChange> changes)
    {
        var analysis = analyses.TryTake(out var used) ? used : new DocumentAnalysis(core.Vocabularies.Terms.Add);
        try
        {
            return SegmentBuilder.ForMerging(changes.Select(c => c.ToPut()), core.Vocabularies, analysis);
        }
        catch
        {
            // One of them cannot be indexed; the others will come again without it.
            lock (adding)
                Forget(changes, changes.Count);
            throw;
        }
        finally
        {
            analyses.Add(analysis);
        }
    }

    private void Add(Segment segment)
    {
        lock (adding)
        {
            segments.Add(segment);
            var small = segments.FindAll(s => s.Count < SmallSegment);
            if (small.Count < MostSmall)
                return;
            // Merging hundreds of tiny ones at the end would take longer than the documents are worth.
            segments.RemoveAll(s => s.Count < SmallSegment);
            segments.Add(new SegmentMerger([.. small.Select(s => new SegmentView(s))], core.Vocabularies).MergeForMerging());
        }
    }
}
