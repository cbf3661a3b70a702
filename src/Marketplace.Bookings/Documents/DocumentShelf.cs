using Dapper;
using Npgsql;

namespace Marketplace.Bookings.Documents;

/// <summary>A document in a list.</summary>
/// <param name="Sha256">Of the PDF.</param>
public sealed record DocumentSummary(Guid Id, string Kind, string Number, string Title, DateTime MadeAt, byte[] Sha256);

/// <summary>
/// Reads documents as they were made. Whoever calls has made sure that the dossier may be seen, and has written the look-up.
/// </summary>
public sealed class DocumentShelf(NpgsqlDataSource database)
{
    /// <summary>Of a dossier, for one side; oldest first.</summary>
    public async Task<IReadOnlyList<DocumentSummary>> ListAsync(Guid booking, DocumentReaders reader, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<DocumentSummary>(new CommandDefinition("""
            SELECT id, kind, number, title, made_at AS MadeAt, sha256 FROM booking_document
            WHERE booking_id = @booking AND kind = ANY (@kinds) ORDER BY made_at, event_id, kind
            """, new { booking, kinds = KindsFor(reader) }, cancellationToken: cancel))];
    }

    /// <summary>Null: there is none that this side may read.</summary>
    public Task<string?> HtmlAsync(Guid booking, Guid document, DocumentReaders reader, CancellationToken cancel) =>
        FindAsync<string>("html", booking, document, reader, cancel);

    /// <inheritdoc cref="HtmlAsync"/>
    public Task<byte[]?> PdfAsync(Guid booking, Guid document, DocumentReaders reader, CancellationToken cancel) =>
        FindAsync<byte[]>("pdf", booking, document, reader, cancel);

    private async Task<T?> FindAsync<T>(string column, Guid booking, Guid document, DocumentReaders reader, CancellationToken cancel)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<T?>(new CommandDefinition(
            $"SELECT {column} FROM booking_document WHERE id = @document AND booking_id = @booking AND kind = ANY (@kinds)",
            new { document, booking, kinds = KindsFor(reader) }, cancellationToken: cancel));
    }

    private static string[] KindsFor(DocumentReaders reader) =>
        [.. DocumentKinds.All.Where(kind => kind.Readers.HasFlag(reader)).Select(kind => kind.Name)];
}
