using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Marketplace.People.Accounts.Local;

/// <summary>
/// First factor of local accounts. Every refusal looks the same from outside, in words and in time: whether an address
/// has an account, or is locked, is not told.
/// </summary>
public sealed class PasswordSignIn(NpgsqlDataSource database, SignInAttempts attempts, IPasswordHasher<LocalAccount> hasher)
{
    /// <summary>A hash of nothing, verified where there is no account, so that both answers take as long.</summary>
    private readonly Lazy<string> _nobody = new(() => hasher.HashPassword(LocalAccount.Nobody, SecretToken.New()));

    /// <summary>Checks a password.</summary>
    /// <param name="kind">holder or operator.</param>
    /// <param name="address">Where the request came from.</param>
    /// <returns>The account, or null when refused; the refusal is in the access log.</returns>
    public async Task<LocalAccount?> CheckAsync(string kind, string email, string password, string address, CancellationToken cancel)
    {
        var account = await FindAsync(kind, email, cancel);
        var payable = account is { PasswordHash: not null } && await attempts.PayAsync(account.Id, cancel);
        var verdict = hasher.VerifyHashedPassword(account ?? LocalAccount.Nobody, account?.PasswordHash ?? _nobody.Value, password);
        if (account is null || !payable || verdict == PasswordVerificationResult.Failed)
        {
            await attempts.RefuseAsync(account?.Id, account is null ? "unknown" : payable ? "password" : "locked", address, cancel);
            return null;
        }
        await using (var connection = await database.OpenConnectionAsync(cancel))
            await SignInAttempts.RefundAsync(connection, account.Id);
        return verdict == PasswordVerificationResult.SuccessRehashNeeded ? await RehashAsync(account, password, cancel) : account;
    }

    /// <summary>
    /// A mark of the password in use, for the way to the second factor: once the password is replaced or the account is
    /// closed, what was begun with it leads nowhere. Null: there is no password to go by.
    /// </summary>
    public async Task<string?> StampAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var hash = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT password_hash FROM account WHERE id = @account AND local AND disabled_at IS NULL", new { account },
            cancellationToken: cancel));
        return hash is null ? null : StampOf(hash);
    }

    /// <summary>The mark of a password that was just checked.</summary>
    /// <param name="passwordHash">As it was read for the check.</param>
    public static string StampOf(string passwordHash) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)));

    private async Task<LocalAccount?> FindAsync(string kind, string email, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<LocalAccount>(new CommandDefinition($"""
            {LocalAccount.Select} WHERE kind = @kind AND email = @email AND local AND disabled_at IS NULL AND activated_at IS NOT NULL
            """, new { kind, email = email.ToLowerInvariant() }, cancellationToken: cancel));
    }

    private async Task<LocalAccount> RehashAsync(LocalAccount account, string password, CancellationToken cancel)
    {
        var renewed = account with { PasswordHash = hasher.HashPassword(account, password) };
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition("UPDATE account SET password_hash = @PasswordHash WHERE id = @Id AND password_hash = @before",
            new { renewed.PasswordHash, account.Id, before = account.PasswordHash }, cancellationToken: cancel));
        return renewed;
    }
}
