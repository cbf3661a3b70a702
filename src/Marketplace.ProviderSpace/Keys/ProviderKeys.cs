using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.ProviderSpace.Keys;

/// <summary>
/// Keys of an establishment for programs of its provider: random, shown once, of which only the hash is kept; rotated with an overlap,
/// ended at any moment. A key holds as long as its establishment is its organisation's. Real time, never the movable clock.
/// </summary>
public sealed class ProviderKeys(NpgsqlDataSource database)
{
    /// <summary>Keys begin so: a leaked one is found by who looks for it.</summary>
    public const string Prefix = "mkp_";

    /// <summary>So begin those of the sandbox: a mistaken one is seen.</summary>
    public const string SandboxPrefix = "mks_";

    /// <summary>A key lasts a year at most.</summary>
    public const int MostDays = 365;

    /// <summary>That hold at a time, of one establishment.</summary>
    public const int Most = 20;

    /// <summary>How long a key goes on beside the one that replaces it.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    private const int Shown = 100;

    /// <summary>Makes a key.</summary>
    /// <param name="organisation">Whose establishment it is; null: the one that is known, if any.</param>
    /// <returns>Null: there are too many.</returns>
    public Task<MadeKey?> CreateAsync(KeyTerms terms, Guid? organisation, Actor actor, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.Days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(terms.Days, MostDays);
        return database.InTransactionAsync(connection => AddAsync(connection, terms, organisation, null, actor, cancel), cancel);
    }

    /// <summary>Makes another key with the same scopes; the old one goes on for <see cref="Overlap"/>, or to its own end.</summary>
    /// <param name="sirets">Of those alone.</param>
    /// <returns>Null: there is none of theirs that holds and was not replaced yet.</returns>
    public Task<MadeKey?> RotateAsync(
        Guid key, IReadOnlyCollection<string> sirets, Guid organisation, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            var old = await connection.QuerySingleOrDefaultAsync<(string Siret, string Name, string[] Scopes, bool Sandbox, int Days)?>(
                new CommandDefinition("""
                    UPDATE provider_key k SET expires_at = least(k.expires_at, now() + @Overlap)
                    FROM (SELECT id, expires_at FROM provider_key WHERE id = @key FOR UPDATE) before
                    WHERE k.id = before.id AND k.siret = ANY (@sirets) AND k.revoked_at IS NULL AND k.expires_at > now()
                        AND (k.organisation_id IS NULL OR k.organisation_id = @organisation)
                        AND NOT EXISTS (SELECT FROM provider_key n WHERE n.replaces = k.id)
                    RETURNING k.siret, k.name, k.scopes, k.sandbox,
                        greatest(1, ceil(extract(epoch FROM before.expires_at - k.created_at) / 86400))::int
                    """, new { key, sirets = sirets.ToArray(), organisation, Overlap }, cancellationToken: cancel));
            return old is not { } row ? null
                : await AddAsync(connection, new(row.Siret, row.Name, row.Scopes, row.Days, row.Sandbox), organisation, key, actor, cancel);
        }, cancel);

    /// <summary>Ends a key at once.</summary>
    /// <returns>False: there is none of theirs, or it was ended before.</returns>
    public Task<bool> RevokeAsync(
        Guid key, IReadOnlyCollection<string> sirets, Guid organisation, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await connection.ExecuteAsync(new CommandDefinition("""
                UPDATE provider_key SET revoked_at = now()
                WHERE id = @key AND siret = ANY (@sirets) AND revoked_at IS NULL AND (organisation_id IS NULL OR organisation_id = @organisation)
                """, new { key, sirets = sirets.ToArray(), organisation }, cancellationToken: cancel)) == 0)
                return false;
            await WriteAsync(connection, actor, "key-revoked", key, organisation, null, cancel);
            return true;
        }, cancel);

    /// <summary>Newest first, those that hold no more too.</summary>
    public async Task<IReadOnlyList<ProviderKeyView>> ListAsync(
        IReadOnlyCollection<string> sirets, Guid organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<ProviderKeyView>(new CommandDefinition("""
            SELECT id, siret, name, array_to_string(scopes, ' ') AS ScopeList, sandbox, created_at AS CreatedAt, expires_at AS ExpiresAt, last_used_at AS LastUsedAt,
                revoked_at AS RevokedAt, revoked_at IS NULL AND expires_at > now() AS Holds,
                EXISTS (SELECT FROM provider_key n WHERE n.replaces = k.id) AS Replaced
            FROM provider_key k WHERE siret = ANY (@sirets) AND (organisation_id IS NULL OR organisation_id = @organisation)
            ORDER BY created_at DESC, id LIMIT @Shown
            """, new { sirets = sirets.ToArray(), organisation, Shown }, cancellationToken: cancel))];
    }

    /// <summary>Who sends a key that is neither ended nor expired; null: nobody.</summary>
    public async Task<KeyHolder?> FindAsync(string? key, CancellationToken cancel)
    {
        if ((SecretToken.HashOf(key, Prefix) ?? SecretToken.HashOf(key, SandboxPrefix)) is not { } hash)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Id, string Siret, Guid? Organisation, string Name, string[] Scopes,
            bool Sandbox, bool Stale)?>(new CommandDefinition("""
                SELECT k.id, k.siret, o.id, coalesce(o.name, p.name, k.siret), k.scopes, k.sandbox,
                    k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute'
                FROM provider_key k
                LEFT JOIN (organisation_siret e JOIN organisation o ON o.id = e.organisation_id AND o.closed_at IS NULL)
                    ON e.siret = k.siret AND e.kind = 'provider'
                LEFT JOIN provider p ON p.siret = k.siret
                WHERE k.token_hash = @hash AND k.revoked_at IS NULL AND k.expires_at > now()
                    AND (k.organisation_id IS NULL OR k.organisation_id = o.id)
                """, new { hash }, cancellationToken: cancel));
        if (found is not { } row || key!.StartsWith(SandboxPrefix, StringComparison.Ordinal) != row.Sandbox)
            return null;
        if (row.Stale)
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE provider_key SET last_used_at = now() WHERE id = @Id", new { row.Id }, cancellationToken: cancel));
        return new(row.Id, row.Siret, row.Organisation, row.Name, row.Scopes, row.Sandbox);
    }

    private static async Task<MadeKey?> AddAsync(
        NpgsqlConnection connection, KeyTerms terms, Guid? organisation, Guid? replaces, Actor actor, CancellationToken cancel)
    {
        // Who counts keys of one establishment does so one after the other.
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended('provider-key:' || @Siret, 0))", new { terms.Siret },
            cancellationToken: cancel));
        if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT count(*)::int FROM provider_key WHERE siret = @Siret AND revoked_at IS NULL AND expires_at > now()",
            new { terms.Siret }, cancellationToken: cancel)) >= Most)
            return null;
        var secret = SecretToken.New();
        var (id, owner) = await connection.QuerySingleAsync<(Guid, Guid?)>(new CommandDefinition("""
            INSERT INTO provider_key (siret, organisation_id, name, token_hash, scopes, sandbox, created_by, expires_at, replaces)
            VALUES (@Siret, coalesce(@organisation, (SELECT organisation_id FROM organisation_siret WHERE siret = @Siret AND kind = 'provider')),
                @Name, @hash, @scopes, @Sandbox, @AccountId, now() + make_interval(days => @Days), @replaces)
            RETURNING id, organisation_id
            """, new
        {
            terms.Siret, organisation, terms.Name, hash = SecretToken.HashOf(secret), scopes = terms.Scopes.ToArray(), terms.Sandbox,
            actor.AccountId, terms.Days, replaces,
        }, cancellationToken: cancel));
        await WriteAsync(connection, actor, replaces is null ? "key-created" : "key-rotated", id, owner, terms, cancel);
        return new(id, (terms.Sandbox ? SandboxPrefix : Prefix) + secret);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, Actor actor, string @event, Guid key, Guid? organisation, KeyTerms? terms, CancellationToken cancel)
    {
        await AccountHistory.AddAsync(connection, @event, actor.AccountId, organisation: organisation,
            detail: new { key, siret = terms?.Siret, scopes = terms?.Scopes, sandbox = terms?.Sandbox });
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.KeysManage, AccessOperation.Change, Object: $"{@event}:{key}"), cancel);
    }
}
