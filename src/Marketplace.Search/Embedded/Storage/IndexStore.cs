using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded.Storage;

/// <summary>
/// One generation of an index in its directory: immutable segment files, files of deletions, and a manifest that
/// names them. Saving writes only what is new, so it can be called every few seconds.
/// </summary>
internal sealed class IndexStore(string directory)
{
    private const string ManifestName = "manifest";

    private readonly Dictionary<Segment, string> segmentFiles = [];
    private readonly Dictionary<Segment, (DocumentSet Deleted, string File)> deletionFiles = [];
    private long nextNumber = 1;

    public string Directory => directory;

    /// <summary>What the last save or load says; null when nothing was saved.</summary>
    public Manifest? Manifest { get; private set; }

    /// <summary>Bytes of all live files, as of the last save or load.</summary>
    public long SizeBytes { get; private set; }

    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, ManifestName));

    public void Save(IndexCore core, string position, DateTimeOffset now)
    {
        System.IO.Directory.CreateDirectory(directory);
        var (snapshot, deletedVersions) = core.Freeze();
        var segments = snapshot.Views.Select(v => Save(v, core.Vocabularies)).ToList();
        var deleted = NewName("deleted");
        DurableFile.Write(PathOf(deleted), stream =>
        {
            var columns = new ColumnWriter(stream);
            columns.Write([.. deletedVersions.Select(d => d.Key)]);
            columns.Write(Array.ConvertAll(deletedVersions, d => d.Value));
            columns.WriteChecksum();
        });
        var manifest = new Manifest
        {
            Format = Manifest.CurrentFormat,
            Analyser = TextAnalyser.Version,
            Position = position,
            SavedAt = now,
            Segments = segments,
            Deleted = deleted,
        };
        WriteManifest(manifest);
        Manifest = manifest;
        Forget(snapshot);
        DeleteUnnamed(manifest);
    }

    /// <summary>Loads what was saved. Anything amiss is an <see cref="InvalidDataException"/>.</summary>
    public IndexCore Load()
    {
        var manifest = ReadManifest();
        var vocabularies = new Vocabularies();
        var views = ImmutableArray.CreateBuilder<SegmentView>();
        foreach (var (entry, segment) in manifest.Segments.Zip(ReadSegments(manifest, vocabularies)))
        {
            if (segment.Count != entry.Documents)
                throw new InvalidDataException($"{entry.File} holds another number of documents than the manifest says.");
            segmentFiles[segment] = entry.File;
            var view = new SegmentView(segment);
            if (entry.Deletions is { } deletions)
            {
                var bits = Read(deletions, ReadBits);
                if (bits.Length != segment.Words)
                    throw new InvalidDataException($"{deletions} belongs to another segment.");
                view = new SegmentView(segment, DocumentSet.Of(bits), DocumentSet.Empty);
                deletionFiles[segment] = (view.Deleted, deletions);
            }
            views.Add(view);
        }
        var deleted = Read(manifest.Deleted, ReadDeleted);
        nextNumber = 1 + System.IO.Directory.EnumerateFiles(directory).Select(NumberOf).DefaultIfEmpty(0).Max();
        Manifest = manifest;
        DeleteUnnamed(manifest);
        return new IndexCore(vocabularies, new Snapshot(views.ToImmutable()), deleted);
    }

    /// <summary>Reads segments side by side: putting their columns together takes longer than reading them.</summary>
    private Segment[] ReadSegments(Manifest manifest, Vocabularies vocabularies)
    {
        var segments = new Segment[manifest.Segments.Count];
        try
        {
            Parallel.For(0, segments.Length, i =>
                segments[i] = Read(manifest.Segments[i].File, stream => SegmentFile.Read(stream, vocabularies)));
        }
        catch (AggregateException e)
        {
            throw new InvalidDataException(e.InnerExceptions[0].Message, e);
        }
        return segments;
    }

    private ManifestSegment Save(SegmentView view, Vocabularies vocabularies)
    {
        if (!segmentFiles.TryGetValue(view.Segment, out var file))
        {
            file = NewName("segment");
            DurableFile.Write(PathOf(file), stream => SegmentFile.Write(stream, view.Segment, vocabularies));
            segmentFiles[view.Segment] = file;
        }
        if (view.Deleted.Count == 0)
            return new ManifestSegment(file, view.Segment.Count, null);
        if (!deletionFiles.TryGetValue(view.Segment, out var saved) || !ReferenceEquals(saved.Deleted, view.Deleted))
        {
            saved = (view.Deleted, NewName("deletions"));
            DurableFile.Write(PathOf(saved.File), stream =>
            {
                var columns = new ColumnWriter(stream);
                columns.Write(view.Deleted.ToBits(view.Segment.Count));
                columns.WriteChecksum();
            });
            deletionFiles[view.Segment] = saved;
        }
        return new ManifestSegment(file, view.Segment.Count, saved.File);
    }

    private void WriteManifest(Manifest manifest) => DurableFile.Write(PathOf(ManifestName), stream =>
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
        var columns = new ColumnWriter(stream);
        columns.Write(json);
        columns.WriteChecksum();
    });

    private Manifest ReadManifest()
    {
        var json = Read(ManifestName, stream =>
        {
            var columns = new ColumnReader(stream);
            var bytes = columns.Read<byte>();
            columns.VerifyChecksum();
            return bytes;
        });
        Manifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The manifest has another format.", e);
        }
        if (manifest.Format != Manifest.CurrentFormat)
            throw new InvalidDataException($"The files have format {manifest.Format}, this program reads {Manifest.CurrentFormat}.");
        if (manifest.Analyser != TextAnalyser.Version)
            throw new InvalidDataException("The texts were analysed by another version's rules.");
        return manifest;
    }

    private T Read<T>(string name, Func<Stream, T> read)
    {
        try
        {
            using var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            return read(stream);
        }
        catch (FileNotFoundException e)
        {
            throw new InvalidDataException($"The file {name} is missing.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The file {name} cannot be read: {e.Message}", e);
        }
    }

    private static ulong[] ReadBits(Stream stream)
    {
        var columns = new ColumnReader(stream);
        var bits = columns.Read<ulong>();
        columns.VerifyChecksum();
        return bits;
    }

    private static Dictionary<string, long> ReadDeleted(Stream stream)
    {
        var columns = new ColumnReader(stream);
        var ids = columns.ReadTexts();
        var versions = columns.Read<long>();
        columns.VerifyChecksum();
        return ids.Zip(versions).ToDictionary(p => p.First, p => p.Second);
    }

    /// <summary>Drops the memory of segments that are gone.</summary>
    private void Forget(Snapshot snapshot)
    {
        var living = snapshot.Views.Select(v => v.Segment).ToHashSet();
        foreach (var segment in segmentFiles.Keys.Where(s => !living.Contains(s)).ToList())
        {
            segmentFiles.Remove(segment);
            deletionFiles.Remove(segment);
        }
    }

    private void DeleteUnnamed(Manifest manifest)
    {
        var named = manifest.Segments.SelectMany(s => new[] { s.File, s.Deletions }).Append(manifest.Deleted).Append(ManifestName)
            .ToHashSet();
        foreach (var file in System.IO.Directory.EnumerateFiles(directory))
            if (!named.Contains(Path.GetFileName(file)))
                File.Delete(file);
        SizeBytes = new DirectoryInfo(directory).EnumerateFiles().Sum(f => f.Length);
    }

    private string NewName(string kind) => $"{kind}-{nextNumber++:D8}";

    private static long NumberOf(string path) => long.TryParse(Path.GetFileName(path).Split('-')[^1], out var number) ? number : 0;

    private string PathOf(string name) => Path.Combine(directory, name);
}
