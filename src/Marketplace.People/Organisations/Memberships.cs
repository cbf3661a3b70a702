using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <summary>A member as the access manager sees them.</summary>
public sealed record Member(Guid AccountId, string Name, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string>? Sirets, DateTime Since)
{
    /// <summary>For who changes or removes them.</summary>
    public string Version => StateVersion.Of(AccountId, Roles, Sirets, Since);
}

/// <summary>What came of changing a membership.</summary>
public enum MembershipChange
{
    Done,
    /// <summary>They are no member.</summary>
    Unknown,
    /// <summary>The membership changed since it was shown.</summary>
    Stale,
    /// <summary>The organisation would be left without access manager.</summary>
    LastAccessManager,
    /// <summary>Roles of another kind of organisation, or establishments of another one.</summary>
    NotOffered,
}

/// <summary>Members of organisations. An access manager always remains: changes of one organisation take turns.</summary>
public sealed class Memberships(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<Member>> ListAsync(Guid organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ReadAsync(connection, organisation, null, cancel);
    }

    /// <summary>One member; null: they are none.</summary>
    public async Task<Member?> FindAsync(Guid organisation, Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await ReadAsync(connection, organisation, account, cancel)).SingleOrDefault();
    }

    /// <summary>Gives a member other roles or establishments.</summary>
    /// <param name="seen"><see cref="Member.Version"/> of what the manager was shown.</param>
    /// <param name="roles">At least one; none removes the member, and the invitations that they sent.</param>
    /// <param name="sirets">Never limits an access manager, who could lift the limit.</param>
    public Task<MembershipChange> ChangeAsync(Guid organisation, Guid account, string seen, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync("SELECT FROM organisation WHERE id = @organisation FOR UPDATE", new { organisation });
            if ((await ReadAsync(connection, organisation, account, cancel)).SingleOrDefault() is not { Roles: var before } member)
                return MembershipChange.Unknown;
            if (member.Version != seen)
                return MembershipChange.Stale;
            if (roles.Count > 0 && !await OffersAsync(connection, organisation, roles, sirets, cancel))
                return MembershipChange.NotOffered;
            if (before.Contains(Roles.AccessManager) && !roles.Contains(Roles.AccessManager) && !await connection.ExecuteScalarAsync<bool>("""
                SELECT EXISTS (SELECT FROM membership m JOIN account a ON a.id = m.account_id
                    WHERE m.organisation_id = @organisation AND m.account_id <> @account AND @manager = ANY (m.roles) AND a.disabled_at IS NULL)
                """, new { organisation, account, manager = Roles.AccessManager }))
                return MembershipChange.LastAccessManager;
            await connection.ExecuteAsync(roles.Count == 0
                ? "DELETE FROM membership WHERE organisation_id = @organisation AND account_id = @account"
                : "UPDATE membership SET roles = @roles, sirets = @sirets WHERE organisation_id = @organisation AND account_id = @account",
                new { organisation, account, roles = roles.ToArray(), sirets = Limit(roles, sirets) });
            if (!roles.Contains(Roles.AccessManager))
                await connection.ExecuteAsync("""
                    UPDATE invitation SET revoked_at = now()
                    WHERE organisation_id = @organisation AND invited_by = @account AND accepted_at IS NULL AND revoked_at IS NULL
                    """, new { organisation, account });
            await AccountHistory.AddAsync(connection, roles.Count == 0 ? "removed" : "roles-changed", actor.AccountId, account, organisation, new { before, roles, sirets });
            await AccessLog.WriteAsync(connection, actor,
                new AccessEntry(Rights.OrganisationMembersManage, AccessOperation.Change, account, $"organisation:{organisation}"), cancel);
            return MembershipChange.Done;
        }, cancel);

    private static async Task<IReadOnlyList<Member>> ReadAsync(NpgsqlConnection connection, Guid organisation, Guid? account, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<(Guid Id, string Name, string? Email, string[] Roles, string[]? Sirets, DateTime Since)>(new CommandDefinition("""
            SELECT a.id, trim(a.given_names || ' ' || a.family_name), a.email, m.roles, m.sirets, m.since
            FROM membership m JOIN account a ON a.id = m.account_id WHERE m.organisation_id = @organisation AND (@account::uuid IS NULL OR m.account_id = @account)
            ORDER BY a.family_name, a.given_names, a.id
            """, new { organisation, account }, cancellationToken: cancel))).Select(m => new Member(m.Id, m.Name, m.Email, m.Roles, m.Sirets, m.Since))];

    /// <summary>Whether an organisation is open, has these roles for its members, and these establishments.</summary>
    internal static async Task<bool> OffersAsync(
        NpgsqlConnection connection, Guid organisation, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<string?>(new CommandDefinition("""
            SELECT kind FROM organisation o WHERE id = @organisation AND closed_at IS NULL
                AND @sirets <@ ARRAY(SELECT siret FROM organisation_siret s WHERE s.organisation_id = o.id)
            """, new { organisation, sirets = sirets?.ToArray() ?? [] }, cancellationToken: cancel)) is { } kind
        && roles.Count > 0 && roles.All(Roles.OfOrganisation[kind].Contains);

    internal static string[]? Limit(IReadOnlyList<string> roles, IReadOnlyList<string>? sirets) =>
        roles.Contains(Roles.AccessManager) ? null : sirets?.ToArray();
}
