using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <summary>An invitation that waits.</summary>
public sealed record Invitation(
    Guid Id, Guid OrganisationId, string OrganisationName, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string>? Sirets,
    DateTimeOffset ExpiresAt);

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

    /// <summary>Invites, in a transaction of its own.</summary>
    public Task<InvitationOutcome> InviteAsync(
        Guid organisation, string email, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string site, Actor actor,
        CancellationToken cancel) =>
        database.EditAsync(async (OrganisationsContext all) =>
        {
            var address = email.ToLowerInvariant();
            if (await all.Memberships.AnyAsync(m => m.OrganisationId == organisation && m.Account.Email == address, cancel))
                return InvitationOutcome.MemberAlready;
            // A turn of its own for each organisation: a stranger must not be able to hold an invitation back, nor one organisation learn
            // of another's.
            if (!await MailPause.TakeAsync(all.Connection, $"invitation {organisation} {address}", settings.MailPause))
                return InvitationOutcome.JustInvited;
            await InviteAsync(all, organisation, address, roles, sirets, site, actor, cancel);
            return InvitationOutcome.Sent;
        }, cancel);

    /// <summary>Invites within the caller's transaction; an earlier invitation of the same address ends.</summary>
    /// <exception cref="ArgumentException">No such organisation is open, or it has no such roles or establishments.</exception>
    internal async Task InviteAsync(
        OrganisationsContext all, Guid organisation, string email, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string site,
        Actor actor, CancellationToken cancel)
    {
        if (!await Memberships.OffersAsync(all, organisation, roles, sirets, cancel))
            throw new ArgumentException("An invitation is to roles and establishments of its organisation.", nameof(roles));
        var (token, address, expires) = (SecretToken.New(), email.ToLowerInvariant(), TimeProvider.System.GetUtcNow() + Lasts);
        await all.Invitations.Where(i => i.OrganisationId == organisation && i.Email == address).RevokeAsync(cancel);
        var made = all.Add(new InvitationRow
        {
            TokenHash = SecretToken.HashOf(token)!, OrganisationId = organisation, Email = address, Roles = [.. roles],
            Sirets = Memberships.Limit(roles, sirets), InvitedBy = actor.AccountId, ExpiresAt = expires,
        }).Entity;
        await AccountHistory.AddAsync(
            all.Connection, "invited", actor.AccountId, organisation: organisation, detail: new { invitation = made.Id, roles, sirets });
        await AccessLog.WriteAsync(
            all.Connection, actor,
            new AccessEntry(Rights.OrganisationMembersManage, AccessOperation.Change, Object: $"invitation:{made.Id}"), cancel);
        await MailQueue.EnqueueAsync(all.Connection, keys, new MailMessage("invitation", address, new Dictionary<string, string>
        {
            ["link"] = site + MailedAddresses.Invitations + token,
            ["expires"] = ParisTime.InWords(expires),
            ["organisation"] = await all.Organisations.Where(o => o.Id == organisation).Select(o => o.Name).SingleAsync(cancel),
            ["roles"] = string.Join(", ", roles.Select(role => Roles.Labels[role])),
            ["inviter"] = actor.Role.StartsWith(Roles.OperatorPrefix, StringComparison.Ordinal)
                ? "Le service" : "Un gestionnaire des accès de cette organisation",
        }), cancel);
    }

    /// <summary>The invitations of an organisation that wait.</summary>
    public Task<List<Invitation>> WaitingAsync(Guid organisation, CancellationToken cancel) =>
        database.ReadAsync((OrganisationsContext all) =>
        Read(all.Invitations.Serving().Where(i => i.OrganisationId == organisation).OrderBy(i => i.Email)).ToListAsync(cancel), cancel);

    /// <summary>The invitation of a link's token, while it serves.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancel) => SecretToken.HashOf(token) is not { } hash ? null :
        await database.ReadAsync(
            (OrganisationsContext all) => Read(all.Invitations.Serving().Where(i => i.TokenHash == hash)).SingleOrDefaultAsync(cancel),
            cancel);

    /// <summary>
    /// Joins the organisation, with the roles and the limit of the invitation. For who is a member already one limit could
    /// only be made of two by widening a role to establishments that nobody gave it.
    /// </summary>
    public Task<Acceptance> AcceptAsync(string token, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (OrganisationsContext all) =>
    {
        if (SecretToken.HashOf(token) is not { } hash
            || await all.Invitations.Where(i => i.TokenHash == hash).Select(i => (Guid?)i.OrganisationId)
            .SingleOrDefaultAsync(cancel) is not { } organisation)
            return Acceptance.NotServing;
        await all.TakeTurnAsync(organisation, cancel);
        if (await all.Invitations.Serving().SingleOrDefaultAsync(i => i.TokenHash == hash, cancel) is not { } invitation)
            return Acceptance.NotServing;
        var account = actor.AccountId!.Value;
        if (!await all.Set<MemberAccount>()
            .AnyAsync(a => a.Id == account && a.Kind == "professional" && a.Email == invitation.Email, cancel))
            return Acceptance.OtherAddress;
        if (await all.Memberships.AnyAsync(m => m.OrganisationId == organisation && m.AccountId == account, cancel))
            return Acceptance.MemberAlready;
        all.Add(new MembershipRow { OrganisationId = organisation, AccountId = account, Roles = invitation.Roles,
            Sirets = invitation.Sirets });
        invitation.AcceptedAt = TimeProvider.System.GetUtcNow();
        await AccountHistory.AddAsync(
            all.Connection, "joined", account, account, organisation, new { invitation.Roles, invitation.Sirets });
        await AccessLog.WriteAsync(all.Connection, actor with { OnBehalfOf = organisation },
            new AccessEntry(Rights.InvitationAccept, AccessOperation.Change, account, $"organisation:{organisation}"), cancel);
        return Acceptance.Accepted;
    }, cancel);

    /// <summary>
    /// What became of an invitation of the organisation: <c>waiting</c>, <c>accepted</c>, <c>revoked</c> or <c>expired</c>; null: it has
    /// none with this id.
    /// </summary>
    public Task<string?> StateAsync(Guid organisation, Guid invitation, CancellationToken cancel) =>
        database.ReadAsync((OrganisationsContext all) =>
        all.Invitations.Where(i => i.Id == invitation && i.OrganisationId == organisation)
            .Select(i => i.AcceptedAt != null ? "accepted" : i.RevokedAt != null ? "revoked" : i.ExpiresAt <= DateTimeOffset.UtcNow
                ? "expired" : "waiting")
            .SingleOrDefaultAsync(cancel), cancel);

    /// <summary>Takes an invitation back. What it offers never changes, so that its id is its version.</summary>
    /// <returns>Whether it waited.</returns>
    public Task<bool> RevokeAsync(Guid organisation, Guid invitation, Actor actor, CancellationToken cancel) =>
        database.EditAsync(async (OrganisationsContext all) =>
    {
        if (await all.Invitations.Where(i => i.Id == invitation && i.OrganisationId == organisation).RevokeAsync(cancel) == 0)
            return false;
        await AccountHistory.AddAsync(
            all.Connection, "invitation-revoked", actor.AccountId, organisation: organisation, detail: new { invitation });
        await AccessLog.WriteAsync(
            all.Connection, actor,
            new AccessEntry(Rights.OrganisationMembersManage, AccessOperation.Change, Object: $"invitation:{invitation}"), cancel);
        return true;
    }, cancel);

    private static IQueryable<Invitation> Read(IQueryable<InvitationRow> rows) =>
        rows.Select(i => new Invitation(i.Id, i.OrganisationId, i.Organisation.Name, i.Email, i.Roles, i.Sirets, i.ExpiresAt));
}
