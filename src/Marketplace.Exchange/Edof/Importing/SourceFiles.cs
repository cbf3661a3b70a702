using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>
/// The catalogue files behind the paths of a command: files, folders (recursively) and archives. In a stable order:
/// that of the arguments, then by name. Nothing is ever unpacked to disk, so names inside an archive are only names.
/// </summary>
public sealed class SourceFiles : IDisposable
{
    private const int FolderDepth = 32;

    private readonly ReadingLimits limits;
    private readonly List<SourceFile> files = [];
    private readonly List<FileReport> unreadable = [];
    private readonly List<string> notes = [];
    private readonly List<ZipFilePool> archives = [];

    private readonly FileKind kind;

    private SourceFiles(ReadingLimits limits, FileKind kind) => (this.limits, this.kind) = (limits, kind);

    public IReadOnlyList<SourceFile> Files => files;

    /// <summary>Paths and archives that cannot be read at all, as reports.</summary>
    public IReadOnlyList<FileReport> Unreadable => unreadable;

    /// <summary>What was passed over, in French, a sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <param name="kind">What is looked for; null: EDOF's XML.</param>
    public static SourceFiles Find(IEnumerable<string> paths, ReadingLimits? limits = null, FileKind? kind = null)
    {
        var found = new SourceFiles(limits ?? new ReadingLimits(), kind ?? FileKind.Edof);
        foreach (var path in paths)
        {
            try
            {
                found.Add(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
            {
                found.Refuse(Path.GetFileName(path), ImportCodes.Unreadable, "Ce fichier ou dossier ne peut pas être lu.");
            }
        }
        return found;
    }

    private void Add(string path)
    {
        if (Directory.Exists(path))
            AddFolder(path);
        else if (!File.Exists(path))
            Refuse(Path.GetFileName(path) is { Length: > 0 } name ? name : path, ImportCodes.Unreadable, "Ce chemin n'existe pas.");
        else if (IsZip(path))
            AddArchive(path, Path.GetFileName(path));
        else
            AddFile(path, Path.GetFileName(path));
    }

    private void AddFolder(string folder)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = FolderDepth,
            IgnoreInaccessible = true,
            // A link could lead round in a circle.
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.System,
        };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (IsCatalogueName(name))
                AddFile(path, name);
            else if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                AddArchive(path, name);
            else
                Pass(name);
        }
    }

    private void AddFile(string path, string name) =>
        files.Add(new(Quote.Line(name), new FileInfo(path).Length,
            onRead => new LimitedStream(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), limits, null, onRead)));

    private void AddArchive(string path, string name)
    {
        ZipFilePool pool;
        try
        {
            pool = new ZipFilePool(path);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Refuse(name, ImportCodes.Unreadable, "Cette archive n'est pas un .zip lisible.");
            return;
        }
        archives.Add(pool);
        var entries = pool.Entries();
        if (entries.Count > limits.ArchiveEntries)
            Refuse(name, ImportCodes.ArchiveTooLarge,
                $"L'archive a {Quote.Number(entries.Count)} fichiers ; permis : {Quote.Number(limits.ArchiveEntries)}.");
        else if (entries.Sum(e => (decimal)e.Bytes) > limits.ArchiveBytes)
            Refuse(name, ImportCodes.ArchiveTooLarge,
                $"L'archive annonce plus de {Quote.Number(limits.ArchiveBytes)} octets décompressés.");
        else
            AddEntries(pool, name, entries);
    }

    private void AddEntries(ZipFilePool pool, string archive, IReadOnlyList<ZipFilePool.Entry> entries)
    {
        foreach (var entry in entries.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.Name.EndsWith('/'))
                continue;
            var name = $"{archive}/{Quote.Line(entry.Name)}";
            if (!IsCatalogueName(entry.Name))
                Pass(name);
            else
                files.Add(new(name, entry.Bytes,
                    onRead => new LimitedStream(pool.Open(entry.Index), limits, (entry.Packed, entry.Bytes), onRead)));
        }
    }

    private bool IsZip(string path)
    {
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return true;
        using var file = File.OpenRead(path);
        if (!file.CanSeek)
            throw new IOException("A pipe gives its bytes once; a catalogue is read twice.");
        Span<byte> head = stackalloc byte[4];
        // A workbook is an archive inside, but a catalogue to us.
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\x03\x04"u8)
            && !(kind.IsArchive && kind.Has(path));
    }

    /// <summary>A file of the kind, and not one of the shadow files that macOS puts beside each.</summary>
    private bool IsCatalogueName(string name) =>
        kind.Has(name)
        && !name.Split('/', '\\')[^1].StartsWith("._", StringComparison.Ordinal)
        && !name.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private void Pass(string name) => notes.Add($"{Quote.Line(name)} : laissé de côté, ce n'est pas un fichier {kind.Names}.");

    private void Refuse(string name, ImportCode code, string text) =>
        unreadable.Add(new(Quote.Line(name), null, true, default, default, default,
            [new(code, null, null, null, null, $"{text} {code.Remedy}")]));

    public void Dispose()
    {
        foreach (var archive in archives)
            archive.Dispose();
    }
}
