using Dapper;
using Npgsql;

namespace Marketplace.People.Accounts.Local;

/// <summary>What a link by e-mail lets its bearer do.</summary>
public enum LinkPurpose
{
    /// <summary>Choose a first password: the address is theirs.</summary>
    Activate,
    /// <summary>Choose another password.</summary>
    Reset,
}

/// <param name="Kind">Kind of account.</param>
public sealed record LinkTarget(Guid AccountId, string Kind, string Email, string GivenNames, string FamilyName, LinkPurpose Purpose);

/// <summary>Links by e-mail: each serves once, for a limited time, and a new one ends those before.</summary>
public static class OneTimeLinks
{
    /// <summary>Makes a link within the caller's transaction.</summary>
    /// <returns>The token for the address.</returns>
    public static async Task<string> MakeAsync(NpgsqlConnection connection, Guid account, LinkPurpose purpose, TimeSpan lasts)
    {
        var token = SecretToken.New();
        await connection.ExecuteAsync("""
            UPDATE one_time_link SET used_at = now() WHERE account_id = @account AND used_at IS NULL;
            INSERT INTO one_time_link (token_hash, account_id, purpose, expires_at) VALUES (@hash, @account, @purpose, now() + @lasts)
            """, new { account, hash = SecretToken.HashOf(token), purpose = Code(purpose), lasts });
        return token;
    }

    /// <summary>What a token leads to, while it serves; null otherwise.</summary>
    /// <param name="take">Uses it up: once only, whoever comes at the same time.</param>
    public static async Task<LinkTarget?> FindAsync(NpgsqlConnection connection, string? token, bool take)
    {
        if (SecretToken.HashOf(token) is not { } hash)
            return null;
        var link = await connection.QuerySingleOrDefaultAsync<(Guid Account, string Purpose)?>(take
            ? "UPDATE one_time_link SET used_at = now() WHERE token_hash = @hash AND used_at IS NULL AND expires_at > now() RETURNING account_id, purpose"
            : "SELECT account_id, purpose FROM one_time_link WHERE token_hash = @hash AND used_at IS NULL AND expires_at > now()",
                new { hash });
        if (link is not { } found)
            return null;
        // The account may have been closed since the link was sent.
        var row = await connection.QuerySingleOrDefaultAsync<(string Kind, string Email, string Given, string Family)?>(
            "SELECT kind, email, given_names, family_name FROM account WHERE id = @Account AND disabled_at IS NULL", new { found.Account });
        return row is not { } account
            ? null : new LinkTarget(
            found.Account, account.Kind, account.Email, account.Given, account.Family, found.Purpose == Code(LinkPurpose.Activate)
            ? LinkPurpose.Activate : LinkPurpose.Reset);
    }

    private static string Code(LinkPurpose purpose) => purpose == LinkPurpose.Activate ? "activate" : "reset";
}
