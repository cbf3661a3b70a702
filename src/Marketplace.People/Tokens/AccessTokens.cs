using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Tokens;

/// <summary>One of a holder's tokens, as they see it.</summary>
/// <param name="Scope">Key of <see cref="TokenScopes.Labels"/>.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="RevokedAt">Null: it holds until it expires.</param>
public sealed record TokenView(Guid Id, string Name, string Scope, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt,
    DateTime? RevokedAt, bool Holds);

/// <summary>Who holds a token, and what it lets them do.</summary>
/// <param name="Person">The holder with nothing but their own account; their session is the token.</param>
public sealed record TokenHolder(Person Person, string Scope);

/// <summary>
/// Tokens that holders make for programs of their own: random, shown once, of which only the hash is kept; ended at any moment. Real time,
/// never the movable clock.
/// </summary>
public sealed class AccessTokens(NpgsqlDataSource database, MasterKeys keys)
{
    /// <summary>Tokens begin so: a leaked one is found by who looks for it.</summary>
    public const string Prefix = "mkt_";

    /// <summary>How the gate and the log name this way in.</summary>
    public const string Method = "token";

    /// <summary>A token lasts a year at most.</summary>
    public const int MostDays = 365;

    /// <summary>Of one account, at a time.</summary>
    public const int Most = 10;

    private const int Shown = 50;

    /// <summary>Makes a token.</summary>
    /// <param name="scope">Key of <see cref="TokenScopes.Labels"/>.</param>
    /// <returns>Its text, which nobody can read again; null: there are too many.</returns>
    public Task<string?> CreateAsync(string name, string scope, int days, Actor actor, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        var account = actor.AccountId!.Value;
        return database.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync("SELECT FROM account WHERE id = @account FOR NO KEY UPDATE", new { account });
            if (await connection.ExecuteScalarAsync<int>(
                "SELECT count(*)::int FROM access_token WHERE account_id = @account AND revoked_at IS NULL AND expires_at > now()",
                new { account }) >= Most)
                return null;
            var secret = SecretToken.New();
            var id = await connection.ExecuteScalarAsync<Guid>("""
                INSERT INTO access_token (account_id, name, token_hash, scope, expires_at)
                VALUES (@account, @name, @hash, @scope, now() + make_interval(days => @days)) RETURNING id
                """, new { account, name, hash = SecretToken.HashOf(secret), scope, days });
            await WriteAsync(connection, actor, "token-created", id, scope, cancel);
            await TellAsync(connection, account, "Un jeton d’accès à vos dossiers a été créé.", cancel);
            return Prefix + secret;
        }, cancel);
    }

    /// <summary>Ends a token.</summary>
    /// <returns>False: there is none of theirs, or it was ended before.</returns>
    public Task<bool> RevokeAsync(Guid token, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync(
            "UPDATE access_token SET revoked_at = now() WHERE id = @token AND account_id = @AccountId AND revoked_at IS NULL",
            new { token, actor.AccountId }) == 0)
            return false;
        await WriteAsync(connection, actor, "token-revoked", token, null, cancel);
        return true;
    }, cancel);

    /// <summary>Newest first, those that hold no more too.</summary>
    public async Task<IReadOnlyList<TokenView>> ListAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<TokenView>(new CommandDefinition("""
            SELECT id, name, scope, created_at AS CreatedAt, expires_at AS ExpiresAt, last_used_at AS LastUsedAt, revoked_at AS RevokedAt,
                revoked_at IS NULL AND expires_at > now() AS Holds
            FROM access_token WHERE account_id = @account ORDER BY created_at DESC, id LIMIT @Shown
            """, new { account, Shown }, cancellationToken: cancel))];
    }

    /// <summary>Who holds a token that is neither ended nor expired, of an account that is open; null: nobody.</summary>
    public async Task<TokenHolder?> FindAsync(string? token, CancellationToken cancel)
    {
        if (SecretToken.HashOf(token, Prefix) is not { } hash)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Token, string Scope, Guid Account, string Kind, string Name,
            bool Stale)?>(
            new CommandDefinition("""
                SELECT t.id, t.scope, a.id, a.kind, trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')),
                    t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute'
                FROM access_token t JOIN account a ON a.id = t.account_id
                WHERE t.token_hash = @hash AND t.revoked_at IS NULL AND t.expires_at > now() AND a.disabled_at IS NULL
                """, new { hash }, cancellationToken: cancel));
        if (found is not { } row)
            return null;
        if (row.Stale)
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE access_token SET last_used_at = now() WHERE id = @Token", new { row.Token }, cancellationToken: cancel));
        return new(new Person(row.Account, row.Kind, row.Name, row.Token, Method, [], [], Fresh: false), row.Scope);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, Actor actor, string @event, Guid token, string? scope, CancellationToken cancel)
    {
        await AccountHistory.AddAsync(connection, @event, actor.AccountId, actor.AccountId, detail: new { token, scope });
        await AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.TokensManage, AccessOperation.Change, actor.AccountId, $"{@event}:{token}"), cancel);
    }

    private async Task TellAsync(NpgsqlConnection connection, Guid account, string change, CancellationToken cancel)
    {
        if (await connection.ExecuteScalarAsync<string?>("SELECT email FROM account WHERE id = @account", new { account }) is { } email)
            await SecurityNotice.SendAsync(connection, keys, email, change, cancel);
    }
}
