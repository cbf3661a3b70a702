using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;

namespace Marketplace.Platform.Backup;

/// <summary>
/// A backup: one zip file that holds the dump and, written last, its manifest, which names the dump's checksum and is
/// sealed with a master key of the installation. Only who has that key can make a file that is restored.
/// </summary>
public sealed class BackupFile : IAsyncDisposable
{
    private const string DumpEntry = "database.dump";
    private const string ManifestEntry = "manifest.sealed";
    /// <summary>What files of before the seal had instead.</summary>
    private const string UnsealedEntry = "manifest.json";
    private const int MostManifestBytes = 64 * 1024;

    private readonly string _path;
    private readonly ZipArchive _zip;

    private BackupFile(string path, ZipArchive zip, BackupManifest manifest) => (_path, _zip, Manifest) = (path, zip, manifest);

    /// <summary>What the file says of itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Writes a backup beside its final name and renames it when it is whole.</summary>
    /// <param name="dump">Writes the dump to the stream it is given.</param>
    /// <param name="describe">Makes the manifest from checksum and size, once the dump is written.</param>
    public static async Task<BackupManifest> WriteAsync(string path, MasterKeys keys,
        Func<Stream, CancellationToken, Task> dump, Func<string, long, CancellationToken, Task<BackupManifest>> describe,
        CancellationToken cancel)
    {
        // All personal data is in here.
        await using var file = new UnfinishedFile(path, forOwnerAlone: true);
        BackupManifest manifest;
        await using (var zip = await ZipArchive.CreateAsync(
            file.Stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
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
            manifest = await describe(Convert.ToHexStringLower(sha.GetHashAndReset()), bytes, cancel);
            await using var description = await zip.CreateEntry(ManifestEntry).OpenAsync(cancel);
            await description.WriteAsync(keys.Seal(JsonSerializer.SerializeToUtf8Bytes(manifest), SealPurpose.Backup), cancel);
        }
        await file.CompleteAsync(overwrite: false);
        return manifest;
    }

    /// <summary>Opens a backup: its manifest is ours, and the dump is the one that the manifest tells of.</summary>
    /// <exception cref="SetupException">The file is missing, no backup, not of this installation, of another format, or
    /// damaged.</exception>
    public static async Task<BackupFile> OpenAsync(string path, MasterKeys keys, CancellationToken cancel)
    {
        ZipArchive? zip = null;
        try
        {
            zip = await ZipFile.OpenReadAsync(path, cancel);
            if (zip.GetEntry(ManifestEntry) is not { } description || zip.GetEntry(DumpEntry) is null)
                throw Incomplete(path, zip);
            var file = new BackupFile(path, zip, await ReadManifestAsync(path, description, keys, cancel));
            await file.ReadDumpAsync((_, _) => Task.CompletedTask, cancel);
            zip = null;
            return file;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            throw new SetupException($"{path} ne peut pas être lu comme une sauvegarde : {failure.Message}", failure);
        }
        finally
        {
            if (zip is not null)
                await zip.DisposeAsync();
        }
    }

    /// <summary>
    /// Hands the dump to a reader, which need not read all, and checks it again: whoever may write the file could have
    /// changed it since it was opened.
    /// </summary>
    /// <exception cref="SetupException">The dump is not the one of the manifest.</exception>
    public async Task ReadDumpAsync(Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        await using var dump = await _zip.GetEntry(DumpEntry)!.OpenAsync(cancel);
        using var sha = SHA256.Create();
        await using var hashed = new CryptoStream(dump, sha, CryptoStreamMode.Read);
        await read(hashed, cancel);
        await hashed.CopyToAsync(Stream.Null, cancel);
        if (Convert.ToHexStringLower(sha.Hash!) != Manifest.Sha256)
            throw new SetupException($"{_path} est abîmé : sa somme de contrôle n’est pas celle qu’il annonce. Rien n’a été changé.");
    }

    /// <summary>Hands the beginning of the dump, where its list of contents is, to a reader that stops by itself.</summary>
    public async Task ReadBeginningAsync(Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        await using var dump = await _zip.GetEntry(DumpEntry)!.OpenAsync(cancel);
        await read(dump, cancel);
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static async Task<BackupManifest> ReadManifestAsync(
        string path, ZipArchiveEntry description, MasterKeys keys, CancellationToken cancel)
    {
        if (description.Length > MostManifestBytes)
            throw NotOurs(path, null);
        var sealedManifest = new byte[description.Length];
        await using (var stream = await description.OpenAsync(cancel))
            await stream.ReadExactlyAsync(sealedManifest, cancel);
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(keys.Open(sealedManifest, SealPurpose.Backup));
            return manifest is { Format: BackupManifest.CurrentFormat } ? manifest
                : throw new SetupException(
                    $"{path} a été écrit par une version plus récente du programme : utilisez celle-là pour le restaurer.");
        }
        catch (MissingMasterKeyException failure)
        {
            throw new SetupException($"{path} a été scellé avec la clé maîtresse « {failure.Key} », que cette installation n’a pas : remettez cette clé (master.key ou Vault__MasterKeys__{failure.Key}), puis recommencez. Si vous ne la connaissez pas, ce fichier ne vient pas de vous : ne le restaurez pas.", failure);
        }
        catch (CryptographicException failure)
        {
            throw NotOurs(path, failure);
        }
    }

    private static SetupException NotOurs(string path, Exception? failure) =>
        new($"{path} ne porte pas le sceau de cette installation : il a été modifié, ou ne vient pas d’elle. Rien n’a été changé.",
            failure);

    private static SetupException Incomplete(string path, ZipArchive zip) => new(zip.GetEntry(UnsealedEntry) is null
        ? $"{path} n’est pas une sauvegarde complète : elle a peut-être été interrompue."
        : $"{path} n’a pas de sceau : il vient d’une version antérieure du programme. Restaurez-le avec cette version-là, puis mettez à niveau.");
}
