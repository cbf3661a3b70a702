using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.People.Holders;

/// <param name="Scope">identity: name and contact; account: the account too.</param>
public sealed record Consent(
    Guid Id, Guid OrganisationId, string OrganisationName, string OrganisationKind, string Scope, DateTime GrantedAt, DateTime ExpiresAt);

/// <param name="Name">Of the holder.</param>
public sealed record ConsentedHolder(Guid HolderId, string Name, string Scope, DateTime ExpiresAt);

/// <summary>L6323-8 III: the holder lets an organisation see all or part of the account, for a time, and may take it back.</summary>
public sealed class Consents(NpgsqlDataSource database)
{
    /// <summary>Scopes, with their names on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scopes = new Dictionary<string, string>
    {
        ["identity"] = "Mon identité et mes coordonnées",
        ["account"] = "Mon identité, mes coordonnées et mon compte",
    };

    /// <summary>Months that consent may be given for.</summary>
    public static readonly IReadOnlyList<int> Durations = [1, 3, 6, 12];

    /// <summary>What a holder gave and did not take back.</summary>
    public async Task<IReadOnlyList<Consent>> OfHolderAsync(Guid holder, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Consent>(new CommandDefinition("""
            SELECT c.id, c.organisation_id AS OrganisationId, o.name AS OrganisationName, o.kind AS OrganisationKind, c.scope,
                c.granted_at AS GrantedAt, c.expires_at AS ExpiresAt
            FROM consent c JOIN organisation o ON o.id = c.organisation_id
            WHERE c.holder_id = @holder AND c.revoked_at IS NULL AND c.expires_at > now() ORDER BY o.name, c.id
            """, new { holder }, cancellationToken: cancel))];
    }

    /// <summary>Holders who consented to an organisation.</summary>
    public async Task<IReadOnlyList<ConsentedHolder>> OfOrganisationAsync(Guid organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<ConsentedHolder>(new CommandDefinition("""
            SELECT DISTINCT ON (a.family_name, a.given_names, a.id) a.id AS HolderId, trim(a.given_names || ' ' || a.family_name) AS Name, c.scope, c.expires_at AS ExpiresAt
            FROM consent c JOIN account a ON a.id = c.holder_id
            WHERE c.organisation_id = @organisation AND c.revoked_at IS NULL AND c.expires_at > now()
            ORDER BY a.family_name, a.given_names, a.id, c.scope LIMIT 500
            """, new { organisation }, cancellationToken: cancel))];
    }

    /// <summary>What an organisation may see of a holder now; null: nothing.</summary>
    public async Task<string?> ScopeAsync(Guid organisation, Guid holder, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition("""
            SELECT scope FROM consent WHERE organisation_id = @organisation AND holder_id = @holder AND revoked_at IS NULL AND expires_at > now()
            ORDER BY scope LIMIT 1
            """, new { organisation, holder }, cancellationToken: cancel));
    }

    /// <summary>Gives consent; an earlier one to the same organisation ends.</summary>
    /// <returns>False when there is no such organisation that may ask for it, or no such scope or term.</returns>
    public Task<bool> GiveAsync(Guid holder, Guid organisation, string scope, int months, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (!Scopes.ContainsKey(scope) || !Durations.Contains(months)
                || !await connection.ExecuteScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM organisation WHERE id = @organisation AND kind = 'cep' AND closed_at IS NULL)",
                    new { organisation }))
                return false;
            await connection.ExecuteAsync("""
                UPDATE consent SET revoked_at = now() WHERE holder_id = @holder AND organisation_id = @organisation AND revoked_at IS NULL;
                INSERT INTO consent (holder_id, organisation_id, scope, expires_at)
                VALUES (@holder, @organisation, @scope, now() + make_interval(months => @months))
                """, new { holder, organisation, scope, months });
            await AccountHistory.AddAsync(connection, "consent-given", actor.AccountId, holder, organisation, new { scope, months });
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.HolderConsents, AccessOperation.Change, holder, $"organisation:{organisation}"),
                cancel);
            return true;
        }, cancel);

    /// <summary>Takes all consents back within the caller's transaction: the account is in other hands.</summary>
    internal static async Task RevokeAllAsync(NpgsqlConnection connection, Guid holder, Actor actor, CancellationToken cancel)
    {
        foreach (var organisation in (await connection.QueryAsync<Guid>(
            "UPDATE consent SET revoked_at = now() WHERE holder_id = @holder AND revoked_at IS NULL AND expires_at > now() RETURNING organisation_id", new { holder })).ToList())
        {
            await AccountHistory.AddAsync(connection, "consent-revoked", actor.AccountId, holder, organisation);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.HolderConsents, AccessOperation.Change, holder, $"organisation:{organisation}"),
                cancel);
        }
    }

    /// <summary>Takes consent back, at once.</summary>
    /// <returns>Whether it ran.</returns>
    public Task<bool> RevokeAsync(Guid holder, Guid consent, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteScalarAsync<Guid?>(
            "UPDATE consent SET revoked_at = now() WHERE id = @consent AND holder_id = @holder AND revoked_at IS NULL RETURNING organisation_id",
            new { consent, holder }) is not { } organisation)
            return false;
        await AccountHistory.AddAsync(connection, "consent-revoked", actor.AccountId, holder, organisation);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.HolderConsents, AccessOperation.Change, holder, $"organisation:{organisation}"),
            cancel);
        return true;
    }, cancel);
}
