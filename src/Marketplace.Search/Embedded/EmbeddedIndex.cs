using System.Globalization;
using System.Runtime.CompilerServices;
using Marketplace.Search.Embedded.Querying;
using Marketplace.Search.Embedded.Storage;

namespace Marketplace.Search.Embedded;

/// <summary>
/// The search engine that runs inside the process: an index in memory, saved to a directory that this process alone
/// holds. The directory has one folder per generation and a file CURRENT that names the live one.
/// </summary>
public sealed class EmbeddedIndex : ISearchIndex
{
    private const string CurrentName = "CURRENT";
    private const string LockName = "LOCK";
    private const string GenerationPrefix = "generation-";
    private const string DamagedPrefix = "damaged-";

    private readonly string directory;
    private readonly TimeProvider clock;
    private readonly FileStream directoryLock;
    private readonly SemaphoreSlim saving = new(1, 1);
    private volatile IndexCore core;
    private IndexStore store;

    private EmbeddedIndex(string directory, TimeProvider clock, FileStream directoryLock)
    {
        (this.directory, this.clock, this.directoryLock) = (directory, clock, directoryLock);
        (store, core) = OpenLive();
        Lexicon = new LiveLexicon(this);
    }

    /// <summary>
    /// Opens the index of a directory, creating it when absent. A saved index that cannot be read is set aside and
    /// an empty one takes its place: <see cref="Problem"/> says why, and <see cref="IndexStatus.Position"/> is null.
    /// </summary>
    /// <exception cref="IndexLockedException">Another process, or another instance in this one, has it open.</exception>
    public static EmbeddedIndex Open(string directory, TimeProvider? clock = null)
    {
        directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(directory);
        FileStream directoryLock;
        try
        {
            directoryLock = LockFile.Open(Path.Combine(directory, LockName));
        }
        catch (IOException e)
        {
            throw new IndexLockedException(directory, e);
        }
        try
        {
            return new EmbeddedIndex(directory, clock ?? TimeProvider.System, directoryLock);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>How long one query may take before it is given up with a <see cref="SearchBudgetExceededException"/>.</summary>
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Why the saved index was set aside when this one was opened; null when all was well.</summary>
    public string? Problem { get; private set; }

    /// <summary>How long the last save to disk took; for measurements.</summary>
    public TimeSpan LastSave { get; private set; }

    public ILexicon Lexicon { get; }

    public ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(core.Search(query, new QueryWatch(Budget, cancel)));
    }

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        core.Apply(changes);
        return ValueTask.CompletedTask;
    }

    public async ValueTask SaveAsync(string position, CancellationToken cancel = default)
    {
        await saving.WaitAsync(cancel);
        try
        {
            await Task.Run(() => SaveLive(position), cancel);
        }
        finally
        {
            saving.Release();
        }
    }

    public async IAsyncEnumerable<DocumentVersion> ListAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var view in core.Current.Views)
        {
            cancel.ThrowIfCancellationRequested();
            for (var document = 0; document < view.Segment.Count; document++)
                if (!view.IsDeleted(document))
                    yield return new DocumentVersion(view.Segment.Id(document), view.Segment.Versions[document]);
        }
    }

    public ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default) => ValueTask.FromResult(new IndexStatus(
        "embedded", core.Current.Documents, store.Manifest?.Position, store.SizeBytes, store.Manifest?.SavedAt));

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) =>
        ValueTask.FromResult<IIndexRebuild>(new EmbeddedRebuild(this));

    /// <summary>Waits until merges in the background are done; for measurements and tests.</summary>
    public Task SettledAsync() => core.Settled();

    public async ValueTask DisposeAsync()
    {
        await core.Settled();
        await saving.WaitAsync();
        saving.Dispose();
        await directoryLock.DisposeAsync();
    }

    /// <summary>Saves a new index as the next generation and makes it the live one.</summary>
    internal async Task SwapAsync(IndexCore rebuilt, string position, CancellationToken cancel)
    {
        await saving.WaitAsync(cancel);
        try
        {
            await Task.Run(() =>
            {
                var previous = store;
                var next = new IndexStore(NextGeneration());
                Save(next, rebuilt, position);
                PointTo(next);
                (store, core) = (next, rebuilt);
                // An index that was never saved has no folder yet, and its number went to the new one.
                if (previous.Directory != next.Directory)
                    DeleteGeneration(previous.Directory);
            }, cancel);
        }
        finally
        {
            saving.Release();
        }
    }

    private void SaveLive(string position)
    {
        Save(store, core, position);
        if (!File.Exists(Path.Combine(directory, CurrentName)))
            PointTo(store);
    }

    private void Save(IndexStore into, IndexCore saved, string position)
    {
        var started = clock.GetTimestamp();
        into.Save(saved, position, clock.GetUtcNow());
        LastSave = clock.GetElapsedTime(started);
    }

    private (IndexStore Store, IndexCore Core) OpenLive()
    {
        var pointer = Path.Combine(directory, CurrentName);
        var name = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : null;
        IndexStore? live = null;
        IndexCore? loaded = null;
        if (name is not null)
        {
            try
            {
                if (!name.StartsWith(GenerationPrefix, StringComparison.Ordinal)
                    || !IndexStore.Exists(Path.Combine(directory, Path.GetFileName(name))))
                    throw new InvalidDataException("CURRENT names no saved index.");
                live = new IndexStore(Path.Combine(directory, Path.GetFileName(name)));
                loaded = live.Load();
            }
            // Damage shows in many ways while columns are put together; whatever it was, the files are of no use.
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                SetAside(name, e);
                live = null;
            }
        }
        foreach (var folder in Directory.EnumerateDirectories(directory, GenerationPrefix + "*"))
            if (folder != live?.Directory)
                DeleteGeneration(folder);
        return (live ?? new IndexStore(NextGeneration()), loaded ?? new IndexCore());
    }

    private void SetAside(string name, Exception cause)
    {
        var folder = Path.Combine(directory, Path.GetFileName(name));
        var aside = Path.Combine(directory, DamagedPrefix + clock.GetUtcNow().ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture));
        if (Path.GetFileName(name).Length > 0 && Directory.Exists(folder))
        {
            // One is enough to look into what happened; more would fill the disk.
            foreach (var older in Directory.EnumerateDirectories(directory, DamagedPrefix + "*"))
                Directory.Delete(older, recursive: true);
            Directory.Move(folder, aside);
            Problem = $"The saved index could not be read and was set aside in {aside}: {cause.Message}";
        }
        else
        {
            Problem = $"The saved index could not be read: {cause.Message}";
        }
        File.Delete(Path.Combine(directory, CurrentName));
    }

    private string NextGeneration()
    {
        var last = Directory.EnumerateDirectories(directory, GenerationPrefix + "*")
            .Select(d => int.TryParse(Path.GetFileName(d)[GenerationPrefix.Length..], out var n) ? n : 0)
            .DefaultIfEmpty(0).Max();
        return Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{GenerationPrefix}{last + 1:D6}"));
    }

    private void PointTo(IndexStore live) => DurableFile.Write(
        Path.Combine(directory, CurrentName),
        stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(live.Directory))));

    private static void DeleteGeneration(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The lexicon of whichever core is live.</summary>
    private sealed class LiveLexicon(EmbeddedIndex index) : ILexicon
    {
        public int Naming(string token) => index.core.Lexicon.Naming(token);

        public int Frequency(string token) => index.core.Lexicon.Frequency(token);

        public IReadOnlyList<LexiconTerm> Near(string word, int maxEdits, int prefix, int limit) =>
            index.core.Lexicon.Near(word, maxEdits, prefix, limit);

        public IReadOnlyList<LexiconTerm> StartingWith(string prefix, int limit) => index.core.Lexicon.StartingWith(prefix, limit);
    }
}
