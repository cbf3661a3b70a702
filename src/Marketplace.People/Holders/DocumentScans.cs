using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Scanning;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>
/// Has documents scanned that wait for it. Taking one is a lease, not a transaction held open meanwhile: the document of
/// a process that died is due again when the lease ends, and a scan that could not be made is repeated then.
/// </summary>
public sealed class DocumentScans(NpgsqlDataSource database, IdentityVault vault, IMalwareScanner scanner)
{
    /// <summary>Longer than a scan may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <summary>Scans the document that has been due longest.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ScannerUnavailableException">The document waits, and so would the others.</exception>
    public async Task<bool> ScanNextAsync(CancellationToken cancel)
    {
        if (await TakeAsync(cancel) is not { } taken)
            return false;
        try
        {
            if (await OpenAsync(taken.Entry, cancel) is not { } content)
                return true;
            if (await scanner.FindAsync(content, cancel) is null)
                await MarkCleanAsync(taken.Document, taken.Account, cancel);
            else
                await DestroyAsync(taken.Document, taken.Account, cancel);
        }
        catch (ScannerUnavailableException)
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            await connection.ExecuteAsync(
                new CommandDefinition("UPDATE identity_document SET next_scan_at = now() + @Retry WHERE id = @Document",
                new { Retry, taken.Document }, cancellationToken: cancel));
            throw;
        }
        return true;
    }

    private async Task<(Guid Document, Guid Account, Guid Entry)?> TakeAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<(Guid, Guid, Guid)?>(new CommandDefinition("""
            UPDATE identity_document SET next_scan_at = now() + @Lease
            WHERE id = (SELECT id FROM identity_document WHERE scan = 'waiting' AND next_scan_at <= now() ORDER BY next_scan_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, account_id, entry
            """, new { Lease }, cancellationToken: cancel));
    }

    /// <summary>Null: replaced or decided about meanwhile.</summary>
    private async Task<byte[]?> OpenAsync(Guid entry, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            return await vault.OpenAsync(connection, entry, cancel);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private Task MarkCleanAsync(Guid document, Guid account, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync(
            "UPDATE identity_document SET scan = 'clean' WHERE id = @document AND scan = 'waiting'", new { document }) > 0)
            await AccessLog.WriteAsync(
                connection, Actor.Program, new AccessEntry(Rights.IdentityChecksDecide, AccessOperation.Change, account, "scan-clean"),
                cancel);
    }, cancel);

    private Task DestroyAsync(Guid document, Guid account, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        // The row is locked before it forgets its entry, so that a decision meanwhile removes the entry, or we do.
        if (await connection.ExecuteScalarAsync<Guid?>(
            "SELECT entry FROM identity_document WHERE id = @document AND scan = 'waiting' FOR UPDATE", new { document }) is not { } entry)
            return;
        await connection.ExecuteAsync(
            "UPDATE identity_document SET scan = 'infected', entry = NULL WHERE id = @document", new { document });
        await vault.RemoveAsync(connection, entry, cancel);
        await AccountHistory.AddAsync(connection, "identity-document-infected", null, account);
        await AccessLog.WriteAsync(
            connection, Actor.Program, new AccessEntry(Rights.IdentityChecksDecide, AccessOperation.Change, account, "scan-infected"),
            cancel);
    }, cancel);
}
