using System.IO.Compression;

namespace Marketplace.Platform.Importing;

/// <summary>One CSV to read, on disk or in an archive. May be opened several times.</summary>
/// <param name="Name">For messages.</param>
public sealed record ReferenceInput(string Name, Func<Stream> Open)
{
    private const int MaxEntries = 1_000;
    private const long MaxUnpackedBytes = 2L << 30;

    /// <summary>The CSV files of a file, a folder (not below it) or a .zip, in name order.</summary>
    /// <exception cref="UnreadableFileException">There is none, or the archive is not one.</exception>
    public static IReadOnlyList<ReferenceInput> Find(string path)
    {
        if (Directory.Exists(path))
        {
            var files = Directory.EnumerateFiles(path).Where(IsCsv).OrderBy(f => f, StringComparer.Ordinal)
                .Select(f => new ReferenceInput(Path.GetFileName(f), () => File.OpenRead(f))).ToList();
            return files.Count > 0 ? files : throw new UnreadableFileException($"Le dossier {path} ne contient aucun fichier .csv.");
        }
        if (!File.Exists(path))
            throw new UnreadableFileException($"Le fichier {path} n’existe pas.");
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return [new ReferenceInput(Path.GetFileName(path), () => File.OpenRead(path))];
        return InArchive(path);
    }

    private static List<ReferenceInput> InArchive(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (archive.Entries.Count > MaxEntries || archive.Entries.Sum(e => e.Length) > MaxUnpackedBytes)
                throw new UnreadableFileException(
                    $"L’archive {path} dépasse {MaxEntries} fichiers ou 2 Go : décompressez-la et donnez les fichiers utiles.");
            var inputs = archive.Entries.Where(e => IsCsv(e.Name)).OrderBy(e => e.FullName, StringComparer.Ordinal)
                .Select(e => new ReferenceInput(e.Name, Opener(path, e.FullName, e.Length))).ToList();
            return inputs.Count > 0 ? inputs : throw new UnreadableFileException($"L’archive {path} ne contient aucun fichier .csv.");
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException($"{path} n’est pas une archive .zip lisible.");
        }
    }

    /// <summary>
    /// Names inside an archive only choose what is read, never where something is written: unpacked as it is read, since
    /// the lists name people and a file of them must not lie about.
    /// </summary>
    private static Func<Stream> Opener(string path, string entry, long length) => () =>
    {
        var archive = ZipFile.OpenRead(path);
        try
        {
            return new ArchivedStream(archive, archive.GetEntry(entry)!.Open(), length,
                () => new UnreadableFileException($"Dans {path}, {entry} est plus long qu’annoncé : archive endommagée ou piégée."));
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    };

    private static bool IsCsv(string name) => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
}
