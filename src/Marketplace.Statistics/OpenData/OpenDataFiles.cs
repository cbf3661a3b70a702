using System.Security.Cryptography;
using System.Text;
using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Statistics.Editions;
using Npgsql;

namespace Marketplace.Statistics.OpenData;

/// <summary>
/// Makes all files of an edition: each set as CSV with semicolons and with commas, JSON and Parquet, with schema, dictionary and licence.
/// </summary>
internal sealed class OpenDataFiles(NpgsqlConnection connection, PublishedEdition edition, ReferenceData reference, DateOnly day)
{
    private const string Licence = """
        Licence Ouverte / Open Licence version 2.0 (Etalab)
        https://www.etalab.gouv.fr/licence-ouverte-open-licence/

        Réutilisation libre, y compris commerciale, à condition de mentionner la source et la date de l’édition.

        """;

    /// <summary>Name and media type of each format.</summary>
    private static readonly (string Extension, string MediaType, Func<Stream, DataSet, IDataWriter> Open)[] Formats =
    [
        (".csv", "text/csv; charset=utf-8", (file, set) => new CsvDataWriter(file, set, ';')),
        (".virgules.csv", "text/csv; charset=utf-8", (file, set) => new CsvDataWriter(file, set, ',')),
        (".json", "application/json", (file, set) => new JsonDataWriter(file, set)),
        (".parquet", "application/vnd.apache.parquet", (file, set) => new ParquetDataWriter(file, set)),
    ];

    /// <summary>All sets.</summary>
    public IReadOnlyList<DataSet> Sets =>
    [
        CatalogueSet.Of(connection, day), EngagedSet.Of(edition, reference, day), UsersSet.Of(edition, reference, day),
        RevisionSet.Of(connection, edition.About.Number),
    ];

    /// <summary>Writes the files into a folder, one after the other.</summary>
    public async Task<IReadOnlyList<(string Name, string MediaType)>> WriteAsync(string folder, CancellationToken cancel)
    {
        var written = new List<(string, string)>();
        foreach (var set in Sets.Append(TableSchema.Dictionary(Sets)))
        {
            written.AddRange(await WriteAsync(folder, set, cancel));
            await AddAsync(set.Name + ".schema.json", "application/json", TableSchema.Of(set));
        }
        await AddAsync("licence.txt", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(Licence));
        return written;

        async Task AddAsync(string name, string mediaType, byte[] content)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, cancel);
            written.Add((name, mediaType));
        }
    }

    /// <summary>All formats in one reading of the rows.</summary>
    private static async Task<IEnumerable<(string, string)>> WriteAsync(string folder, DataSet set, CancellationToken cancel)
    {
        var files = Formats.Select(format => File.Create(Path.Combine(folder, set.Name + format.Extension))).ToList();
        try
        {
            var writers = Formats.Zip(files, (format, file) => format.Open(file, set)).ToList();
            await foreach (var row in set.Rows(cancel))
                foreach (var writer in writers)
                    await writer.AddAsync(row, cancel);
            foreach (var writer in writers)
            {
                await writer.EndAsync(cancel);
                await writer.DisposeAsync();
            }
        }
        finally
        {
            foreach (var file in files)
                await file.DisposeAsync();
        }
        return Formats.Select(format => (set.Name + format.Extension, format.MediaType));
    }
}

/// <param name="Edition">Number.</param>
public sealed record OpenDataFile(long Id, int Edition, string Name, string MediaType, long Size, byte[] Sha256, DateTime MadeAt);

/// <summary>Publishes the files of each edition, once, and finds them.</summary>
public sealed class OpenDataEditions(
    NpgsqlDataSource database, Editions.Editions editions, ReferenceDataStore reference, TimeProvider clock)
{
    /// <summary>Bytes of a piece.</summary>
    public const int Piece = 1 << 20;

    /// <summary>Makes the files of the latest edition, if they are not there.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> PublishDueAsync(CancellationToken cancel = default)
    {
        if (await editions.LatestAsync(cancel) is not { } edition)
            return 0;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(7420442)", cancellationToken: cancel));
        await using var look = await database.OpenConnectionAsync(cancel);
        if (await look.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM open_data_file WHERE edition = @Number)", new { edition.About.Number }, cancellationToken: cancel)))
            return 0;
        var folder = Directory.CreateTempSubdirectory("opendata-");
        try
        {
            var files = await new OpenDataFiles(connection, edition, reference.Current, DateOnly.FromDateTime(edition.About.PublishedAt))
                .WriteAsync(folder.FullName, cancel);
            foreach (var (name, mediaType) in files)
                await KeepAsync(connection, edition.About.Number, Path.Combine(folder.FullName, name), mediaType, cancel);
            await transaction.CommitAsync(cancel);
            return files.Count;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes the files of the latest edition into a folder, as they were published.</summary>
    /// <returns>Their names; empty: nothing is published yet.</returns>
    public async Task<IReadOnlyList<string>> ExportAsync(string folder, CancellationToken cancel)
    {
        await PublishDueAsync(cancel);
        if (await editions.LatestAsync(cancel) is not { } edition)
            return [];
        Directory.CreateDirectory(folder);
        var files = await ListAsync(edition.About.Number, cancel);
        foreach (var file in files)
        {
            await using var to = File.Create(Path.Combine(folder, file.Name));
            await using var from = await OpenAsync(file, cancel);
            await from.CopyToAsync(to, cancel);
        }
        return [.. files.Select(file => file.Name)];
    }

    /// <summary>Files of an edition.</summary>
    public async Task<IReadOnlyList<OpenDataFile>> ListAsync(int edition, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<OpenDataFile>(new CommandDefinition("""
            SELECT id, edition, name, media_type AS MediaType, size, sha256, made_at AS MadeAt FROM open_data_file WHERE edition = @edition ORDER BY name
            """, new { edition }, cancellationToken: cancel))];
    }

    /// <summary>The content, wherever one begins to read. The caller disposes of it.</summary>
    public Task<Stream> OpenAsync(OpenDataFile file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(new PieceStream(database, file.Id, file.Size, Piece));
    }

    private async Task KeepAsync(NpgsqlConnection connection, int edition, string path, string mediaType, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        var sha256 = await SHA256.HashDataAsync(file, cancel);
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition("""
            INSERT INTO open_data_file (edition, name, media_type, size, sha256, made_at) VALUES (@edition, @name, @mediaType, @Length, @sha256, @now) RETURNING id
            """, new { edition, name = Path.GetFileName(path), mediaType, file.Length, sha256, now = clock.GetUtcNow().UtcDateTime }, cancellationToken: cancel));
        file.Position = 0;
        var buffer = new byte[Piece];
        for (var number = 0; await file.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false, cancel) is > 0 and var length; number++)
            await connection.ExecuteAsync(
                new CommandDefinition("INSERT INTO open_data_piece (file_id, number, content) VALUES (@id, @number, @content)",
                new { id, number, content = buffer[..length] }, cancellationToken: cancel));
    }
}
