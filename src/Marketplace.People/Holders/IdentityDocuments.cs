using Dapper;
using Marketplace.Platform.Scanning;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>A document that proves an identity.</summary>
/// <param name="MediaType">image/jpeg, image/png or application/pdf, told by its first bytes.</param>
public sealed record IdentityDocument(string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes that one document may have.</summary>
    public const int MaxLength = 5 * 1024 * 1024;

    /// <summary>Documents in one declaration: both sides of a card, or one page of a passport.</summary>
    public const int MaxCount = 2;

    /// <summary>Refuses what no form lets through: none or too many, empty or too large, of another type than its bytes say.</summary>
    internal static void Check(IReadOnlyList<IdentityDocument> documents)
    {
        if (documents.Count is 0 or > MaxCount
            || documents.Any(d => d.Content.Length is 0 or > MaxLength || MediaTypeOf(d.Content.Span) is not { } type
            || type != d.MediaType))
            throw new ArgumentException("An identity is proved by one or two documents, images or PDF.", nameof(documents));
    }

    /// <summary>What the bytes are, whatever the browser calls them; null: nothing we take.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        _ => null,
    };
}

/// <summary>What is known of a document's harm.</summary>
public enum DocumentScan
{
    /// <summary>This installation has no scanner.</summary>
    NotScanned,
    /// <summary>The scanner has not looked yet: nobody may open it.</summary>
    Waiting,
    /// <summary>The scanner found nothing.</summary>
    Clean,
    /// <summary>The scanner found something, and the document is destroyed.</summary>
    Infected,
}

/// <summary>A document that waits for a decision.</summary>
public sealed record StoredDocument(Guid Id, DocumentScan Scan)
{
    /// <summary>Whether an operator may open it.</summary>
    public bool MayBeOpened => Scan is DocumentScan.NotScanned or DocumentScan.Clean;
}

/// <summary>
/// Documents wait in the vault until an operator has decided, then they are removed: only the decision is kept. Where
/// there is a scanner, none is opened before it has looked.
/// </summary>
/// <param name="scanner">Null: this installation has none.</param>
public sealed class IdentityDocuments(NpgsqlDataSource database, IdentityVault vault, IMalwareScanner? scanner = null)
{
    private const string Kind = "identity-document";

    internal async Task ReplaceAsync(
        NpgsqlConnection connection, Guid account, IEnumerable<IdentityDocument> documents, CancellationToken cancel)
    {
        await RemoveAsync(connection, account, cancel);
        foreach (var document in documents)
        {
            var entry = await vault.StoreAsync(connection, Kind, document.Content, null, cancel);
            await connection.ExecuteAsync(
                "INSERT INTO identity_document (account_id, entry, media_type) VALUES (@account, @entry, @MediaType)",
                new { account, entry, document.MediaType });
        }
    }

    internal async Task RemoveAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel)
    {
        foreach (var entry in await connection.QueryAsync<Guid?>(
            "DELETE FROM identity_document WHERE account_id = @account RETURNING entry", new { account }))
        {
            if (entry is { } kept)
                await vault.RemoveAsync(connection, kept, cancel);
        }
    }

    /// <summary>Somebody's documents, in the order in which they were given.</summary>
    public async Task<IReadOnlyList<StoredDocument>> ListAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ListAsync(connection, account, cancel);
    }

    internal async Task<IReadOnlyList<StoredDocument>> ListAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel) =>
    [
        .. (await connection.QueryAsync<(Guid Id, string Scan)>(new CommandDefinition(
            "SELECT id, scan FROM identity_document WHERE account_id = @account ORDER BY created_at, id", new { account },
            cancellationToken: cancel)))
            .Select(row => new StoredDocument(row.Id, ScanOf(row.Scan))),
    ];

    /// <summary>
    /// A document of somebody, or null, also while it may not be opened. Whoever calls has written the look-up into the access log.
    /// </summary>
    public async Task<IdentityDocument?> OpenAsync(Guid account, Guid document, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<(Guid? Entry, string MediaType, string Scan)?>(new CommandDefinition(
            "SELECT entry, media_type, scan FROM identity_document WHERE id = @document AND account_id = @account",
            new { document, account }, cancellationToken: cancel));
        return found is { Entry: { } entry } row && new StoredDocument(document, ScanOf(row.Scan)).MayBeOpened
            ? new IdentityDocument(row.MediaType, await vault.OpenAsync(connection, entry, cancel)) : null;
    }

    private DocumentScan ScanOf(string stored) => stored switch
    {
        "clean" => DocumentScan.Clean,
        "infected" => DocumentScan.Infected,
        _ => scanner is null ? DocumentScan.NotScanned : DocumentScan.Waiting,
    };
}
