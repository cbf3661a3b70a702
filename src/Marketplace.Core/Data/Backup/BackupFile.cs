using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Marketplace.Core.Data.Backup;

/// <summary>
/// A backup: one zip file that holds the dump and, written last, its manifest with a checksum. A file without a
/// manifest was interrupted.
/// </summary>
public static class BackupFile
{
    private const string DumpEntry = "database.dump";
    private const string ManifestEntry = "manifest.json";

    /// <summary>Writes a backup beside its final name and renames it when it is whole.</summary>
    /// <param name="dump">Writes the dump to the stream it is given.</param>
    /// <param name="describe">Makes the manifest from checksum and size.</param>
    public static async Task<BackupManifest> WriteAsync(
        string path, Func<Stream, CancellationToken, Task> dump, Func<string, long, BackupManifest> describe, CancellationToken cancel)
    {
        var unfinished = path + ".partial";
        try
        {
            BackupManifest manifest;
            // All personal data is in here: the file is for its owner alone.
            await using (var file = new FileStream(unfinished, PrivateFile()))
            await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: false, entryNameEncoding: null, cancel))
            {
                using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                long bytes;
                // pg_dump compresses already.
                await using (var entry = await zip.CreateEntry(DumpEntry, CompressionLevel.NoCompression).OpenAsync(cancel))
                {
                    var counted = new HashingStream(entry, sha);
                    await dump(counted, cancel);
                    bytes = counted.Count;
                }
                manifest = describe(Convert.ToHexStringLower(sha.GetHashAndReset()), bytes);
                await using var description = await zip.CreateEntry(ManifestEntry).OpenAsync(cancel);
                await JsonSerializer.SerializeAsync(description, manifest, cancellationToken: cancel);
            }
            File.Move(unfinished, path, overwrite: false);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Reads the manifest and checks the dump against it.</summary>
    /// <exception cref="SetupException">The file is missing, no backup, of a newer format, or damaged.</exception>
    public static async Task<BackupManifest> VerifyAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(path, cancel);
            if (zip.GetEntry(ManifestEntry) is not { } description || zip.GetEntry(DumpEntry) is not { } entry)
                throw new SetupException($"{path} n’est pas une sauvegarde complète : elle a peut-être été interrompue.");
            await using var json = await description.OpenAsync(cancel);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(json, cancellationToken: cancel);
            if (manifest is not { Format: BackupManifest.CurrentFormat })
                throw new SetupException($"{path} a été écrit par une version plus récente du programme : utilisez celle-là pour le restaurer.");
            await using var dump = await entry.OpenAsync(cancel);
            var checksum = Convert.ToHexStringLower(await SHA256.HashDataAsync(dump, cancel));
            return checksum == manifest.Sha256 ? manifest
                : throw new SetupException($"{path} est abîmé : sa somme de contrôle n’est pas celle qu’il annonce. Rien n’a été changé.");
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            throw new SetupException($"{path} ne peut pas être lu comme une sauvegarde : {failure.Message}", failure);
        }
    }

    /// <summary>Hands the dump of a verified backup to a reader.</summary>
    public static async Task ReadDumpAsync(string path, Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, cancel);
        await using var dump = await zip.GetEntry(DumpEntry)!.OpenAsync(cancel);
        await read(dump, cancel);
    }

    private static FileStreamOptions PrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
