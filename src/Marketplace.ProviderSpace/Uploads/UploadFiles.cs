using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Formats;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Exchange.Sheets.Reading;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>An upload taken out of the database, to be read as often as needed.</summary>
/// <param name="Import">By whose rules.</param>
/// <param name="Kind">One of <see cref="UploadKinds"/>.</param>
internal sealed record OpenUpload(FileImport Import, SourceFile Source, string Kind, FileStream? File) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => File?.Dispose();
}

/// <summary>Opens uploads: their file, or the rows of one that was mended.</summary>
public sealed class UploadFiles(
    NpgsqlDataSource database, ReferenceDataStore reference, TimeProvider clock, ReadingLimits limits, SheetLimits sheets)
{
    internal async Task<OpenUpload> OpenAsync(Upload upload, CancellationToken cancel)
    {
        var formats = new CatalogueFormats(reference.Current, clock, limits, sheets);
        if (upload is { Mended: true, Findings: { } found })
            return new(formats.Sheets.Of(
                new KeptSheet(found.Format ?? "", found.Kind == UploadKinds.Excel, found.Headings, () => Rows(upload.Id))),
                new SourceFile(upload.Name, upload.Size, _ => Stream.Null), found.Kind, null);
        var file = await UploadContent.OpenAsync(database, upload.Id, cancel);
        var source = UploadContent.Source(upload.Name, file);
        var import = formats.Of(source);
        return new(import, source, import is EdofImport ? UploadKinds.Edof : IsZip(source) ? UploadKinds.Excel : UploadKinds.Csv, file);
    }

    /// <summary>Gives a sheet back with a column of what is to be mended.</summary>
    /// <returns>False: it has no columns; nothing was written.</returns>
    public async Task<bool> WriteAnnotatedAsync(Upload upload, Stream stream, CancellationToken cancel)
    {
        using var open = await OpenAsync(upload, cancel);
        using var staged = open.Import.Stage(open.Source, cancel: cancel);
        return staged.WriteAnnotated(stream);
    }

    private static bool IsZip(SourceFile source)
    {
        Span<byte> head = stackalloc byte[4];
        using var stream = source.Open(null);
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("PK\x03\x04"u8);
    }

    /// <summary>Read without waiting: who goes through them judges row by row.</summary>
    private IEnumerable<(int, IReadOnlyList<string>)> Rows(Guid upload)
    {
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand("SELECT line, cells FROM upload_row WHERE upload_id = $1 ORDER BY ordinal", connection);
        command.Parameters.Add(new() { Value = upload });
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return (rows.GetInt32(0), Array.ConvertAll(rows.GetFieldValue<string?[]>(1), cell => cell ?? ""));
    }
}
