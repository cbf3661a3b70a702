using Dapper;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Scanning;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>A document of an application, without its content.</summary>
/// <param name="Kind">Key of <see cref="ApplicationWords.Documents"/>.</param>
/// <param name="Size">Bytes.</param>
public sealed record ApplicationDocument(Guid Id, string Kind, string Name, string MediaType, int Size);

/// <summary>A document with its content.</summary>
/// <param name="MediaType">image/jpeg, image/png or application/pdf, told by its first bytes.</param>
public sealed record ApplicationFile(string Name, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes of one document.</summary>
    public const int MaxLength = 5 * 1024 * 1024;
}

/// <summary>
/// Documents of applications: looked at by the scanner before they are taken, kept in the vault. Those about a person go with the decision.
/// </summary>
/// <param name="scanner">Null: this installation has none.</param>
public sealed class ApplicationDocuments(NpgsqlDataSource database, IdentityVault vault, IMalwareScanner? scanner = null)
{
    /// <summary>Of one application.</summary>
    public const int Most = 20;

    private const string VaultKind = "referencing-document";
    private static readonly string[] Personal = ["identity", "conviction"];

    /// <summary>In the order of their kinds and of time.</summary>
    public async Task<IReadOnlyList<ApplicationDocument>> ListAsync(Guid referencing, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ListAsync(connection, referencing, cancel);
    }

    /// <summary>A document; null: the application has none with this id.</summary>
    public async Task<ApplicationFile?> OpenAsync(Guid referencing, Guid document, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<(string Name, string MediaType, Guid Entry)?>(new CommandDefinition(
            "SELECT name, media_type, entry FROM referencing_document WHERE id = @document AND referencing_id = @referencing",
            new { document, referencing }, cancellationToken: cancel));
        return found is { } row ? new(row.Name, row.MediaType, await vault.OpenAsync(connection, row.Entry, cancel)) : null;
    }

    /// <summary>Refuses what the scanner finds harmful. Before the transaction: a scan takes its time.</summary>
    /// <exception cref="ProcessRefusedException">It is, or nobody can tell now.</exception>
    internal async Task ScanAsync(ApplicationFile file, CancellationToken cancel)
    {
        if (file.Content.Length is 0 or > ApplicationFile.MaxLength || IdentityDocument.MediaTypeOf(file.Content.Span) != file.MediaType)
            throw new ArgumentException("A document is a picture or a PDF of at most five megabytes.", nameof(file));
        try
        {
            if (scanner is not null && await scanner.FindAsync(file.Content, cancel) is not null)
                throw new ProcessRefusedException("Notre antivirus a trouvé un logiciel malveillant dans ce fichier : il n’est pas gardé.");
        }
        catch (ScannerUnavailableException)
        {
            throw new ProcessRefusedException("Le fichier ne peut pas être vérifié pour le moment : réessayez dans quelques minutes.");
        }
    }

    internal async Task AddAsync(OpenReferencing open, string kind, ApplicationFile file, CancellationToken cancel)
    {
        if (!ApplicationWords.Documents.ContainsKey(kind))
            throw new ArgumentException($"There is no document {kind}.", nameof(kind));
        if ((await ListAsync(open.Connection, open.Row.Id, cancel)).Count >= Most)
            throw new ProcessRefusedException($"Une demande a {Most} pièces au plus : retirez-en une d’abord.");
        await open.Connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO referencing_document (id, referencing_id, kind, name, media_type, size, entry, added_at)
            VALUES (@id, @referencing, @kind, @Name, @MediaType, @Length, @entry, @Now)
            """, new
        {
            id = Guid.NewGuid(), referencing = open.Row.Id, kind, file.Name, file.MediaType, file.Content.Length,
            entry = await vault.StoreAsync(open.Connection, VaultKind, file.Content, null, cancel), open.Now,
        }, cancellationToken: cancel));
    }

    internal Task RemoveAsync(OpenReferencing open, Guid document, CancellationToken cancel) =>
        RemoveAsync(open.Connection, "referencing_id = @Id AND id = @document", new { open.Row.Id, document }, cancel);

    /// <summary>What a decision no longer needs; all of an application that came to nothing.</summary>
    internal Task ForgetAsync(OpenReferencing open, bool all, CancellationToken cancel) =>
        RemoveAsync(open.Connection, "referencing_id = @Id AND (@all OR kind = ANY (@Personal))", new { open.Row.Id, all, Personal },
            cancel);

    internal static async Task<IReadOnlyList<ApplicationDocument>> ListAsync(
        NpgsqlConnection connection, Guid referencing, CancellationToken cancel) =>
        [.. await connection.QueryAsync<ApplicationDocument>(new CommandDefinition("""
            SELECT id, kind, name, media_type AS MediaType, size FROM referencing_document WHERE referencing_id = @referencing
            ORDER BY kind, added_at, id
            """, new { referencing }, cancellationToken: cancel))];

    private async Task RemoveAsync(NpgsqlConnection connection, string condition, object values, CancellationToken cancel)
    {
        foreach (var entry in await connection.QueryAsync<Guid>(new CommandDefinition(
            $"DELETE FROM referencing_document WHERE {condition} RETURNING entry", values, cancellationToken: cancel)))
            await vault.RemoveAsync(connection, entry, cancel);
    }
}
