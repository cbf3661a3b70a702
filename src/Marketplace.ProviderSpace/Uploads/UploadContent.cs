using System.IO.Compression;
using Dapper;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Sheets.Reading;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>The bytes of uploads, compressed in the database: whichever process goes on with one finds them.</summary>
internal static class UploadContent
{
    private const int PartBytes = 1 << 20;

    /// <summary>Keeps a file, read once from where it is.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, Guid upload, Stream content, CancellationToken cancel)
    {
        using var packed = TemporaryFile.Create();
        await using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await content.CopyToAsync(pack, cancel);
        packed.Position = 0;
        var part = new byte[PartBytes];
        for (var ordinal = 0; await packed.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel) is > 0
            and var read; ordinal++)
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO upload_part (upload_id, ordinal, content) VALUES (@upload, @ordinal, @content)",
                new { upload, ordinal, content = part.AsSpan(0, read).ToArray() }, cancellationToken: cancel));
    }

    /// <summary>Takes a file out of the database, to be read from its start as often as needed.</summary>
    public static async Task<FileStream> OpenAsync(NpgsqlDataSource database, Guid upload, CancellationToken cancel)
    {
        var packed = TemporaryFile.Create();
        var file = TemporaryFile.Create();
        try
        {
            await using var command = database.CreateCommand("SELECT content FROM upload_part WHERE upload_id = $1 ORDER BY ordinal");
            command.Parameters.Add(new() { Value = upload });
            await using (var parts = await command.ExecuteReaderAsync(cancel))
                while (await parts.ReadAsync(cancel))
                    await packed.WriteAsync(parts.GetFieldValue<byte[]>(0), cancel);
            packed.Position = 0;
            await using (var unpack = new GZipStream(packed, CompressionMode.Decompress))
                await unpack.CopyToAsync(file, cancel);
            await file.FlushAsync(cancel);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            await packed.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file of its own name and place in nobody's folder: each reading has its own position.</summary>
    public static SourceFile Source(string name, FileStream file) => new(name, file.Length, onRead => new FromStart(file, onRead));

    private sealed class FromStart(FileStream file, Action<int>? onRead) : ReadOnlyStream
    {
        private long position;

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, buffer, position);
            position += read;
            onRead?.Invoke(read);
            return read;
        }
    }
}
