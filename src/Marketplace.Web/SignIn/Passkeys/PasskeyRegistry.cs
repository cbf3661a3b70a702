using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Marketplace.Web.SignIn.Passkeys;

/// <summary>Adds, uses and removes passkeys.</summary>
public sealed class PasskeyRegistry(NpgsqlDataSource database, MasterKeys keys)
{
    /// <summary>Keys that one account may have.</summary>
    private const int Most = 10;

    /// <returns>False when the account has as many as it may.</returns>
    public Task<bool> AddAsync(LocalAccount account, UserPasskeyInfo key, string name, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync("SELECT FROM account WHERE id = @Id FOR UPDATE", new { account.Id });
        if (await connection.ExecuteScalarAsync<int>(
            "SELECT count(*)::int FROM passkey WHERE account_id = @Id", new { account.Id }) >= Most)
            return false;
        await connection.ExecuteAsync("""
            INSERT INTO passkey (credential_id, account_id, name, public_key, sign_count, transports, user_verified, backup_eligible, backed_up, attestation_object, client_data_json)
            VALUES (@CredentialId, @account, @name, @PublicKey, @count, @transports, @IsUserVerified, @IsBackupEligible, @IsBackedUp, @AttestationObject, @ClientDataJson)
            """, new
        {
            key.CredentialId,
            account = account.Id,
            name,
            key.PublicKey,
            count = (long)key.SignCount,
            transports = key.Transports ?? [],
            key.IsUserVerified,
            key.IsBackupEligible,
            key.IsBackedUp,
            key.AttestationObject,
            key.ClientDataJson,
        });
        await LogAsync(connection, account, "passkey-added", "Une clé d’accès (passkey) a été ajoutée", actor, cancel);
        return true;
    }, cancel);

    /// <summary>Remembers the key's counter after a sign-in.</summary>
    public async Task UsedAsync(UserPasskeyInfo key, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE passkey SET sign_count = @count, backed_up = @IsBackedUp, last_used_at = now() WHERE credential_id = @CredentialId",
            new { count = (long)key.SignCount, key.IsBackedUp, key.CredentialId }, cancellationToken: cancel));
    }

    /// <returns>Whether there was such a key.</returns>
    public Task<bool> RemoveAsync(LocalAccount account, byte[] credential, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync(
            "DELETE FROM passkey WHERE credential_id = @credential AND account_id = @Id", new { credential, account.Id }) == 0)
            return false;
        await LogAsync(connection, account, "passkey-removed", "Une clé d’accès (passkey) a été retirée", actor, cancel);
        return true;
    }, cancel);

    private async Task LogAsync(
        NpgsqlConnection connection, LocalAccount account, string what, string words, Actor actor, CancellationToken cancel)
    {
        await AccountHistory.AddAsync(connection, what, actor.AccountId, account.Id);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.AccountSecurity, AccessOperation.Change, account.Id, what), cancel);
        await SecurityNotice.SendAsync(connection, keys, account.Email, words, cancel);
    }
}
