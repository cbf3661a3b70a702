using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <summary>An invitation that waits.</summary>
public sealed record Invitation(Guid Id, Guid OrganisationId, string OrganisationName, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string>? Sirets, DateTime ExpiresAt);

/// <summary>What came of accepting an invitation.</summary>
public enum Acceptance
{
    Accepted,
    /// <summary>Used, revoked, expired or never made.</summary>
    NotServing,
    /// <summary>It was sent to another address than the one their provider vouches for.</summary>
    OtherAddress,
    /// <summary>They are a member: roles and establishments change together, on the page of the members.</summary>
    MemberAlready,
}

/// <summary>What came of inviting somebody.</summary>
public enum InvitationOutcome
{
    Sent,
    /// <summary>The address has just been invited, and that invitation goes on to serve.</summary>
    JustInvited,
    /// <summary>Who has this address is a member already.</summary>
    MemberAlready,
}

/// <summary>Invitations by e-mail to join an organisation. The link serves once, for the invited address only.</summary>
public sealed class Invitations(NpgsqlDataSource database, MasterKeys keys, AttemptSettings settings)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private const string Select = """
        SELECT i.id, i.organisation_id, o.name, i.email, i.roles, i.sirets, i.expires_at
        FROM invitation i JOIN organisation o ON o.id = i.organisation_id
        WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() AND o.closed_at IS NULL
        """;

    /// <summary>Invites, in a transaction of its own.</summary>
    public Task<InvitationOutcome> InviteAsync(Guid organisation, string email, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string site, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await connection.ExecuteScalarAsync<bool>("""
                SELECT EXISTS (SELECT FROM membership m JOIN account a ON a.id = m.account_id WHERE m.organisation_id = @organisation AND a.email = @address)
                """, new { organisation, address = email.ToLowerInvariant() }))
                return InvitationOutcome.MemberAlready;
            // A turn of its own for each organisation: a stranger must not be able to hold an invitation back, nor one organisation learn of another's.
            if (!await MailPause.TakeAsync(connection, $"invitation {organisation} {email.ToLowerInvariant()}", settings.MailPause))
                return InvitationOutcome.JustInvited;
            await InviteAsync(connection, organisation, email, roles, sirets, site, actor, cancel);
            return InvitationOutcome.Sent;
        }, cancel);

    /// <summary>Invites within the caller's transaction; an earlier invitation of the same address ends.</summary>
    /// <exception cref="ArgumentException">No such organisation is open, or it has no such roles or establishments.</exception>
    public async Task InviteAsync(
        NpgsqlConnection connection, Guid organisation, string email, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string site, Actor actor, CancellationToken cancel)
    {
        if (!await Memberships.OffersAsync(connection, organisation, roles, sirets, cancel))
            throw new ArgumentException("An invitation is to roles and establishments of its organisation.", nameof(roles));
        var token = SecretToken.New();
        var address = email.ToLowerInvariant();
        var (id, name) = await connection.QuerySingleAsync<(Guid, string)>("""
            UPDATE invitation SET revoked_at = now()
            WHERE organisation_id = @organisation AND email = @address AND accepted_at IS NULL AND revoked_at IS NULL;
            INSERT INTO invitation (token_hash, organisation_id, email, roles, sirets, invited_by, expires_at)
            VALUES (@hash, @organisation, @address, @roles, @sirets, @by, now() + @Lasts)
            RETURNING id, (SELECT name FROM organisation WHERE id = @organisation)
            """, new { organisation, address, hash = SecretToken.HashOf(token), roles = roles.ToArray(), sirets = Memberships.Limit(roles, sirets), by = actor.AccountId, Lasts });
        await AccountHistory.AddAsync(connection, "invited", actor.AccountId, organisation: organisation, detail: new { invitation = id, roles, sirets });
        await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.OrganisationMembersManage, AccessOperation.Change, Object: $"invitation:{id}"), cancel);
        await MailQueue.EnqueueAsync(connection, keys, new MailMessage("invitation", address, new Dictionary<string, string>
        {
            ["link"] = site + MailedAddresses.Invitations + token,
            ["expires"] = ParisTime.InWords(DateTimeOffset.UtcNow + Lasts),
            ["organisation"] = name,
            ["roles"] = string.Join(", ", roles.Select(role => Roles.Labels[role])),
            ["inviter"] = actor.Role.StartsWith(Roles.OperatorPrefix, StringComparison.Ordinal) ? "Le service" : "Un gestionnaire des accès de cette organisation",
        }), cancel);
    }

    /// <summary>The invitations of an organisation that wait.</summary>
    public async Task<IReadOnlyList<Invitation>> WaitingAsync(Guid organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(Guid, Guid, string, string, string[], string[]?, DateTime)>(
            new CommandDefinition($"{Select} AND i.organisation_id = @organisation ORDER BY i.email", new { organisation }, cancellationToken: cancel))).Select(Read)];
    }

    /// <summary>The invitation of a link's token, while it serves.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancel)
    {
        if (SecretToken.HashOf(token) is not { } hash)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(Guid, Guid, string, string, string[], string[]?, DateTime)?>(
            new CommandDefinition($"{Select} AND i.token_hash = @hash", new { hash }, cancellationToken: cancel));
        return row is { } found ? Read(found) : null;
    }

    /// <summary>
    /// Joins the organisation, with the roles and the limit of the invitation. For who is a member already one limit could
    /// only be made of two by widening a role to establishments that nobody gave it.
    /// </summary>
    public Task<Acceptance> AcceptAsync(string token, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (SecretToken.HashOf(token) is not { } hash)
            return Acceptance.NotServing;
        // Memberships of one organisation change in turns.
        await connection.ExecuteAsync("SELECT FROM organisation WHERE id = (SELECT organisation_id FROM invitation WHERE token_hash = @hash) FOR UPDATE", new { hash });
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Id, Guid Organisation, string Name, string Email, string[] Roles, string[]? Sirets, DateTime Expires)?>(
            $"{Select} AND i.token_hash = @hash FOR UPDATE OF i", new { hash });
        if (found is not { } invitation)
            return Acceptance.NotServing;
        var account = actor.AccountId!.Value;
        var address = await connection.ExecuteScalarAsync<string?>("SELECT email FROM account WHERE id = @account AND kind = 'professional'", new { account });
        if (address != invitation.Email)
            return Acceptance.OtherAddress;
        if (await connection.ExecuteAsync("""
            INSERT INTO membership (organisation_id, account_id, roles, sirets) VALUES (@Organisation, @account, @Roles, @Sirets)
            ON CONFLICT (organisation_id, account_id) DO NOTHING
            """, new { invitation.Organisation, account, invitation.Roles, invitation.Sirets }) == 0)
            return Acceptance.MemberAlready;
        await connection.ExecuteAsync("UPDATE invitation SET accepted_at = now() WHERE id = @Id", new { invitation.Id });
        await AccountHistory.AddAsync(connection, "joined", account, account, invitation.Organisation, new { invitation.Roles, invitation.Sirets });
        await AccessLog.WriteAsync(connection, actor with { OnBehalfOf = invitation.Organisation },
            new AccessEntry(Rights.InvitationAccept, AccessOperation.Change, account, $"organisation:{invitation.Organisation}"), cancel);
        return Acceptance.Accepted;
    }, cancel);

    /// <summary>What became of an invitation of the organisation: <c>waiting</c>, <c>accepted</c>, <c>revoked</c> or <c>expired</c>; null: it has none with this id.</summary>
    public async Task<string?> StateAsync(Guid organisation, Guid invitation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition("""
            SELECT CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired' ELSE 'waiting' END
            FROM invitation WHERE id = @invitation AND organisation_id = @organisation
            """, new { invitation, organisation }, cancellationToken: cancel));
    }

    /// <summary>Takes an invitation back. What it offers never changes, so that its id is its version.</summary>
    /// <returns>Whether it waited.</returns>
    public Task<bool> RevokeAsync(Guid organisation, Guid invitation, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync("""
            UPDATE invitation SET revoked_at = now()
            WHERE id = @invitation AND organisation_id = @organisation AND accepted_at IS NULL AND revoked_at IS NULL
            """, new { invitation, organisation }) == 0)
            return false;
        await AccountHistory.AddAsync(connection, "invitation-revoked", actor.AccountId, organisation: organisation, detail: new { invitation });
        await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.OrganisationMembersManage, AccessOperation.Change, Object: $"invitation:{invitation}"), cancel);
        return true;
    }, cancel);

    private static Invitation Read((Guid Id, Guid Organisation, string Name, string Email, string[] Roles, string[]? Sirets, DateTime Expires) row) =>
        new(row.Id, row.Organisation, row.Name, row.Email, row.Roles, row.Sirets, row.Expires);
}
