using System.Text;
using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Accounts;

/// <summary>How long sessions last (settings <c>Sessions__IdleMinutes</c>, <c>Sessions__Hours</c>).</summary>
public sealed class SessionSettings
{
    public const string Section = "Sessions";

    /// <summary>Without any request for so long, a session ends.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>A session never lasts longer.</summary>
    public int Hours { get; set; } = 8;
}

/// <summary>One of somebody's sessions, as they see it.</summary>
/// <param name="Device">Browser and system in words.</param>
public sealed record SessionView(Guid Id, string Device, string Method, DateTime CreatedAt, DateTime LastSeenAt);

/// <summary>
/// Sessions live in the database; the browser holds a random token, of which only the hash is kept. Roles are read with
/// the session at each request, so that a removal or a sign-out elsewhere counts at once. Real time, never the movable clock.
/// </summary>
public sealed class Sessions(NpgsqlDataSource database, MasterKeys keys, SessionSettings settings)
{
    /// <summary>
    /// Minutes after a sign-in, or a code given since, during which ways of signing in may be changed: a session found open later is not
    /// enough.
    /// </summary>
    private const int FreshMinutes = 10;

    /// <summary>Starts a session within the caller's transaction; always with a new token, so that none can be planted.</summary>
    /// <param name="logoutHint">What the identity provider wants to hear at sign-out.</param>
    /// <returns>The browser's token.</returns>
    public async Task<(Guid Id, string Token)> StartAsync(
        NpgsqlConnection connection, Guid account, string method, string device, string? logoutHint = null)
    {
        var token = SecretToken.New();
        var id = await connection.ExecuteScalarAsync<Guid>("""
            INSERT INTO session_key (token_hash, account_id, method, device, logout_hint, expires_at)
            VALUES (@hash, @account, @method, @device, @hint, now() + make_interval(hours => @hours)) RETURNING id
            """, new
        {
            hash = SecretToken.HashOf(token),
            account,
            method,
            device,
            hint = logoutHint is null ? null : keys.Seal(Encoding.UTF8.GetBytes(logoutHint), SealPurpose.Logout),
            hours = settings.Hours,
        });
        return (id, token);
    }

    /// <summary>Who holds a token, while their session runs and their account is open; null otherwise.</summary>
    public async Task<Person?> FindAsync(string? token, CancellationToken cancel = default)
    {
        if (SecretToken.HashOf(token) is not { } hash)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var found = await connection.QueryMultipleAsync(new CommandDefinition("""
            SELECT s.id AS session, s.method, s.last_seen_at < now() - interval '1 minute' AS stale, greatest(s.created_at, s.confirmed_at) > now() - make_interval(mins => @fresh) AS fresh,
                a.id AS account, a.kind, trim(a.given_names || ' ' || a.family_name) AS name,
                ARRAY(SELECT mission FROM operator_mission m WHERE m.account_id = a.id) AS missions
            FROM session_key s JOIN account a ON a.id = s.account_id
            WHERE s.token_hash = @hash AND s.ended_at IS NULL AND a.disabled_at IS NULL AND s.expires_at > now()
                AND s.last_seen_at > now() - make_interval(mins => @idle);
            SELECT m.organisation_id, o.kind, o.name, m.roles, m.sirets
            FROM session_key s JOIN membership m ON m.account_id = s.account_id JOIN organisation o ON o.id = m.organisation_id
            WHERE s.token_hash = @hash AND o.closed_at IS NULL ORDER BY o.name, o.id
            """, new { hash, idle = settings.IdleMinutes, fresh = FreshMinutes }, cancellationToken: cancel));
        if (await found.ReadSingleOrDefaultAsync<Row>() is not { } session)
            return null;
        var memberships = await found.ReadAsync<(Guid Id, string Kind, string Name, string[] Roles, string[]? Sirets)>();
        if (session.Stale)
            await connection.ExecuteAsync(
                new CommandDefinition(
                "UPDATE session_key SET last_seen_at = now() WHERE id = @Session", new { session.Session }, cancellationToken: cancel));
        return new Person(session.Account, session.Kind, session.Name, session.Session, session.Method,
            [.. memberships.Select(m => new PersonMembership(m.Id, m.Kind, m.Name, m.Roles, m.Sirets))], session.Missions, session.Fresh);
    }

    /// <summary>The second factor was given anew in a session.</summary>
    public Task ConfirmAsync(Guid session, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync("UPDATE session_key SET confirmed_at = now() WHERE id = @session", new { session });
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.AccountSecurity, AccessOperation.Change, actor.AccountId, "session-confirmed"),
            cancel);
    }, cancel);

    private sealed class Row
    {
        public Guid Session { get; init; }
        public string Method { get; init; } = "";
        public bool Stale { get; init; }
        public bool Fresh { get; init; }
        public Guid Account { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string[] Missions { get; init; } = [];
    }

    /// <summary>Ends one session.</summary>
    /// <returns>What the identity provider wants to hear, when it opened this session.</returns>
    public async Task<string?> EndAsync(NpgsqlConnection connection, Guid session)
    {
        var hint = await connection.ExecuteScalarAsync<byte[]?>("""
            WITH before AS (SELECT id, logout_hint FROM session_key WHERE id = @session FOR UPDATE)
            UPDATE session_key s SET ended_at = coalesce(s.ended_at, now()), logout_hint = NULL FROM before WHERE s.id = before.id
            RETURNING before.logout_hint
            """, new { session });
        return hint is null ? null : Encoding.UTF8.GetString(keys.Open(hint, SealPurpose.Logout));
    }

    /// <summary>Ends an account's sessions but one.</summary>
    /// <returns>How many ended.</returns>
    public static Task<int> EndOthersAsync(NpgsqlConnection connection, Guid account, Guid? except) => connection.ExecuteAsync("""
        UPDATE session_key SET ended_at = now(), logout_hint = NULL
        WHERE account_id = @account AND ended_at IS NULL AND id IS DISTINCT FROM @except
        """, new { account, except });

    /// <summary>The sessions that run, newest use first.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(Guid account, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<SessionView>(new CommandDefinition("""
            SELECT id, device, method, created_at AS CreatedAt, last_seen_at AS LastSeenAt FROM session_key
            WHERE account_id = @account AND ended_at IS NULL AND expires_at > now() AND last_seen_at > now() - make_interval(mins => @idle)
            ORDER BY last_seen_at DESC
            """, new { account, idle = settings.IdleMinutes }, cancellationToken: cancel))];
    }

    /// <summary>
    /// Forgets sessions that ended long ago, with the reasons stated in them, pauses of mailboxes, and accounts that were never confirmed.
    /// </summary>
    public async Task PurgeAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            DELETE FROM stated_reason WHERE expires_at < now() - interval '1 day';
            DELETE FROM session_key s WHERE expires_at < now() - interval '30 days'
                AND NOT EXISTS (SELECT FROM stated_reason r WHERE r.session_id = s.id);
            DELETE FROM one_time_link WHERE expires_at < now() - interval '30 days';
            DELETE FROM mail_pause WHERE last_at < now() - interval '1 day';
            """, cancellationToken: cancel));
        // Addresses that nobody ever confirmed may be somebody else's.
        await connection.ExecuteAsync(new CommandDefinition("""
            WITH gone AS (
                SELECT id FROM account a WHERE kind = 'holder' AND local AND activated_at IS NULL AND created_at < now() - interval '30 days'
                    AND NOT EXISTS (SELECT FROM one_time_link l WHERE l.account_id = a.id)),
            holders AS (DELETE FROM holder WHERE account_id IN (SELECT id FROM gone) RETURNING account_id)
            SELECT count(*) FROM holders;
            DELETE FROM account a WHERE kind = 'holder' AND local AND activated_at IS NULL AND created_at < now() - interval '30 days'
                AND NOT EXISTS (SELECT FROM holder h WHERE h.account_id = a.id)
            """, cancellationToken: cancel));
    }
}
