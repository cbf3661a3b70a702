using System.Security.Cryptography;
using System.Text;
using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;
using OtpNet;

namespace Marketplace.People.Accounts.Local;

/// <summary>
/// Time-based codes (RFC 6238, SHA-1, 6 digits, 30 s, one step of tolerance) and the recovery codes that stand in for a
/// lost device. A code serves once: its step is remembered. Real time.
/// </summary>
public sealed class SecondFactor(NpgsqlDataSource database, MasterKeys keys, SignInAttempts attempts)
{
    private const int RecoveryCodes = 10;

    /// <summary>Characters of a recovery code: 79 bits, out of reach of who copies the database and tries them all.</summary>
    private const int RecoveryLength = 16;
    private const string RecoveryAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private static readonly VerificationWindow Tolerance = new(previous: 1, future: 1);

    /// <summary>The secret being set up, in Base32: made at the first call, the same until it is confirmed.</summary>
    public async Task<string> BeginAsync(Guid account, CancellationToken cancel)
    {
        return await database.InTransactionAsync(async connection =>
        {
            var before = await connection.QuerySingleAsync<(byte[]? Secret, bool Confirmed)>(
                "SELECT totp_secret, totp_confirmed_at IS NOT NULL FROM account WHERE id = @account FOR UPDATE", new { account });
            if (before.Confirmed)
                throw new InvalidOperationException("The second factor is already in use.");
            if (before.Secret is { } waiting)
                return Base32Encoding.ToString(keys.Open(waiting, SealPurpose.Totp));
            var secret = RandomNumberGenerator.GetBytes(20);
            await connection.ExecuteAsync("UPDATE account SET totp_secret = @sealed, totp_last_step = 0 WHERE id = @account",
                new { @sealed = keys.Seal(secret, SealPurpose.Totp), account });
            return Base32Encoding.ToString(secret);
        }, cancel);
    }

    /// <summary>Puts the second factor into use with a first right code.</summary>
    /// <returns>The recovery codes, to be shown once; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Guid account, string code, Actor actor, CancellationToken cancel)
    {
        if (!await attempts.PayAsync(account, cancel) || !await TakeCodeAsync(account, Plain(code), confirmed: false, cancel))
            return null;
        return await database.InTransactionAsync<IReadOnlyList<string>>(async connection =>
        {
            await connection.ExecuteAsync("UPDATE account SET totp_confirmed_at = now() WHERE id = @account", new { account });
            await SignInAttempts.ForgiveAsync(connection, account);
            var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(RecoveryAlphabet, RecoveryLength))
                .ToList();
            await connection.ExecuteAsync("DELETE FROM recovery_code WHERE account_id = @account", new { account });
            await connection.ExecuteAsync("INSERT INTO recovery_code (account_id, code_hash) VALUES (@account, @hash)",
                codes.Select(c => new { account, hash = HashOf(c) }));
            await AccountHistory.AddAsync(connection, "second-factor-added", actor.AccountId, account);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.AccountSecurity, AccessOperation.Change, account, "totp"), cancel);
            var email = await connection.ExecuteScalarAsync<string>("SELECT email FROM account WHERE id = @account", new { account });
            await SecurityNotice.SendAsync(connection, keys, email!, "Un second facteur de connexion a été mis en place", cancel);
            return [.. codes.Select(c => string.Join('-', c.Chunk(4).Select(part => new string(part))))];
        }, cancel);
    }

    /// <summary>Checks a code or a recovery code at sign-in; a refusal is in the access log.</summary>
    /// <param name="address">Where the request came from.</param>
    public async Task<bool> VerifyAsync(Guid account, string code, string address, CancellationToken cancel)
    {
        var payable = await attempts.PayAsync(account, cancel);
        var plain = Plain(code);
        if (payable && (await TakeCodeAsync(account, plain, confirmed: true, cancel)
            || await TakeRecoveryCodeAsync(account, plain, cancel)))
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            await SignInAttempts.ForgiveAsync(connection, account);
            return true;
        }
        await attempts.RefuseAsync(account, payable ? "code" : "locked", address, cancel);
        return false;
    }

    private async Task<bool> TakeCodeAsync(Guid account, string code, bool confirmed, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var secret = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            "SELECT totp_secret FROM account WHERE id = @account AND (totp_confirmed_at IS NOT NULL) = @confirmed",
            new { account, confirmed }, cancellationToken: cancel));
        if (secret is null || !new Totp(keys.Open(secret, SealPurpose.Totp)).VerifyTotp(code.Trim(), out var step, Tolerance))
            return false;
        return await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE account SET totp_last_step = @step WHERE id = @account AND totp_last_step < @step", new { account, step },
            cancellationToken: cancel)) == 1;
    }

    private async Task<bool> TakeRecoveryCodeAsync(Guid account, string code, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE recovery_code SET used_at = now() WHERE account_id = @account AND code_hash = @hash AND used_at IS NULL",
            new { account, hash = HashOf(code) }, cancellationToken: cancel)) == 1;
    }

    /// <summary>Applications show codes in groups, and people type them so.</summary>
    private static string Plain(string code) =>
        code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
