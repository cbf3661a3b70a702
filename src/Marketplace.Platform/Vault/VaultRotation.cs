using System.Security.Cryptography;
using Dapper;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Platform.Vault;

/// <summary>
/// Seals with the current master key all that others sealed, so that those can go. Vault entries keep their row keys and
/// texts: only the wrapping changes. Small transactions, beside running servers; ended in the middle, the next run goes on.
/// </summary>
public sealed class VaultRotation(NpgsqlDataSource database, MasterKeys keys)
{
    private const int Batch = 500;

    private static readonly SealedColumn Entries = new("vault_entry", "wrapped_key", SealPurpose.Entry, HasKeyColumn: true);
    private static readonly SealedColumn TotpSecrets = new("account", "totp_secret", _ => SealPurpose.Totp);
    private static readonly SealedColumn LogoutHints = new("session_key", "logout_hint", _ => SealPurpose.Logout);
    private static readonly SealedColumn Mails = new("mail", "payload", _ => SealPurpose.Mail);
    private static readonly SealedColumn WebhookSecrets = new("webhook", "secret", _ => SealPurpose.Webhook);
    private static readonly SealedColumn FormerWebhookSecrets = new("webhook", "previous_secret", _ => SealPurpose.Webhook);
    private static readonly SealedColumn KeptAnswers = new("idempotent_request", "body", _ => SealPurpose.KeptAnswer);

    /// <summary>Rotates everything.</summary>
    /// <param name="progress">Told after each batch how many are done in all.</param>
    /// <exception cref="SetupException">A secret does not open: its key is missing, or it was changed.</exception>
    public async Task<RotationReport> RunAsync(IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var done = 0;
        // What makes look-ups and sign-ins work comes first, should a key be missing for the rest.
        return new RotationReport(
            LookupKeys: Tell(await ResealLookupKeyAsync(connection, cancel)),
            DataProtectionKeys: Tell(await ResealDataProtectionAsync(connection, cancel)),
            Entries: await ResealAsync(connection, Entries, Tell, cancel),
            TotpSecrets: await ResealAsync(connection, TotpSecrets, Tell, cancel),
            LogoutHints: await ResealAsync(connection, LogoutHints, Tell, cancel),
            Mails: await ResealAsync(connection, Mails, Tell, cancel),
            ProgramSecrets: await ResealAsync(connection, WebhookSecrets, Tell, cancel)
                + await ResealAsync(connection, FormerWebhookSecrets, Tell, cancel)
                + await ResealAsync(connection, KeptAnswers, Tell, cancel));

        int Tell(int rows)
        {
            done += rows;
            progress?.Report(done);
            return rows;
        }
    }

    private async Task<int> ResealAsync(NpgsqlConnection connection, SealedColumn column, Func<int, int> tell, CancellationToken cancel)
    {
        var total = 0;
        for (var (rows, last) = (Batch, Guid.Empty); rows > 0; total += tell(rows))
            (rows, last) = await column.ResealAsync(connection, keys, last, Batch, wait: false, cancel);
        // Rows that others held meanwhile: one at a time, since who holds one lock only cannot be part of a deadlock.
        for (var rows = 1; rows > 0; total += tell(rows))
            (rows, _) = await column.ResealAsync(connection, keys, Guid.Empty, 1, wait: true, cancel);
        return total;
    }

    private async Task<int> ResealLookupKeyAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var old = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            "SELECT wrapped_key FROM vault_lookup_key WHERE key_id <> @Current FOR UPDATE", new { keys.Current },
            cancellationToken: cancel));
        if (old is null)
            return 0;
        var wrapped = Open("vault_lookup_key", 1, () => keys.Reseal(old, SealPurpose.Lookup));
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE vault_lookup_key SET wrapped_key = @wrapped, key_id = @Current", new { wrapped, keys.Current },
            cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
        return 1;
    }

    /// <summary>There are a few of them for each year of service: one batch.</summary>
    private async Task<int> ResealDataProtectionAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var rows = await connection.QueryAsync<(long Id, string Xml)>(new CommandDefinition(
            "SELECT id, xml FROM data_protection_key ORDER BY id FOR NO KEY UPDATE", cancellationToken: cancel));
        var changed = 0;
        foreach (var (id, old) in rows)
        {
            if (Open("data_protection_key", id, () => SealedXml.Reseal(old, keys)) is not { } xml)
                continue;
            await connection.ExecuteAsync(
                new CommandDefinition(
                "UPDATE data_protection_key SET xml = @xml WHERE id = @id", new { id, xml }, cancellationToken: cancel));
            changed++;
        }
        await transaction.CommitAsync(cancel);
        return changed;
    }

    private static T Open<T>(string table, object id, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (CryptographicException failure)
        {
            throw RotationFailure.Of(failure, table, id);
        }
    }
}
