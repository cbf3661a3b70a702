using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Decisions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <summary>A member as the access manager sees them.</summary>
public sealed record Member(
    Guid AccountId, string Name, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string>? Sirets, DateTimeOffset Since,
    uint RowVersion)
{
    /// <summary>For who changes or removes them.</summary>
    public string Version => StateVersion.Of(AccountId, RowVersion);
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
    public Task<List<Member>> ListAsync(Guid organisation, CancellationToken cancel) => database.ReadAsync((OrganisationsContext all) =>
        Read(all.Memberships.Where(m => m.OrganisationId == organisation)).ToListAsync(cancel), cancel);

    /// <summary>One member; null: they are none.</summary>
    public Task<Member?> FindAsync(Guid organisation, Guid account, CancellationToken cancel) =>
        database.ReadAsync((OrganisationsContext all) =>
        Read(all.Memberships.Where(m => m.OrganisationId == organisation && m.AccountId == account)).SingleOrDefaultAsync(cancel), cancel);

    /// <summary>Gives a member other roles or establishments.</summary>
    /// <param name="seen"><see cref="Member.Version"/> of what the manager was shown.</param>
    /// <param name="roles">At least one; none removes the member, and the invitations that they sent.</param>
    /// <param name="sirets">Never limits an access manager, who could lift the limit.</param>
    public Task<MembershipChange> ChangeAsync(
        Guid organisation, Guid account, string seen, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, Actor actor,
        CancellationToken cancel) =>
        database.EditAsync(async (OrganisationsContext all) =>
        {
            await all.TakeTurnAsync(organisation, cancel);
            if (await all.Memberships.FindAsync([organisation, account], cancel) is not { Roles: var before } member)
                return MembershipChange.Unknown;
            if (StateVersion.Of(account, member.RowVersion) != seen)
                return MembershipChange.Stale;
            if (roles.Count > 0 && !await OffersAsync(all, organisation, roles, sirets, cancel))
                return MembershipChange.NotOffered;
            if (before.Contains(Roles.AccessManager) && !roles.Contains(Roles.AccessManager) && !await all.Memberships.AnyAsync(
                m => m.OrganisationId == organisation && m.AccountId != account && m.Roles.Contains(Roles.AccessManager)
                && m.Account.DisabledAt == null, cancel))
                return MembershipChange.LastAccessManager;
            if (roles.Count == 0)
                all.Remove(member);
            else
                (member.Roles, member.Sirets) = ([.. roles], Limit(roles, sirets));
            if (!roles.Contains(Roles.AccessManager))
                await all.Invitations.Where(i => i.OrganisationId == organisation && i.InvitedBy == account).RevokeAsync(cancel);
            await AccountHistory.AddAsync(
                all.Connection, roles.Count == 0 ? "removed" : "roles-changed", actor.AccountId, account, organisation,
                new { before, roles, sirets });
            await AccessLog.WriteAsync(all.Connection, actor,
                new AccessEntry(Rights.OrganisationMembersManage, AccessOperation.Change, account, $"organisation:{organisation}"), cancel);
            return MembershipChange.Done;
        }, cancel);

    private static IQueryable<Member> Read(IQueryable<MembershipRow> rows) => rows
        .OrderBy(m => m.Account.FamilyName).ThenBy(m => m.Account.GivenNames).ThenBy(m => m.AccountId)
        .Select(m => new Member(
            m.AccountId, (m.Account.GivenNames + " " + m.Account.FamilyName).Trim(), m.Account.Email, m.Roles, m.Sirets, m.Since,
            m.RowVersion));

    /// <summary>Whether an organisation is open, has these roles for its members, and these establishments.</summary>
    internal static async Task<bool> OffersAsync(
        OrganisationsContext all, Guid organisation, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, CancellationToken cancel)
    {
        string[] limit = [.. sirets ?? []];
        return await all.Organisations.Where(
            o => o.Id == organisation && o.ClosedAt == null && limit.All(siret => o.Establishments.Any(e => e.Siret == siret)))
            .Select(o => o.Kind).SingleOrDefaultAsync(cancel) is { } kind && roles.Count > 0
                && roles.All(Roles.OfOrganisation[kind].Contains);
    }

    internal static string[]? Limit(IReadOnlyList<string> roles, IReadOnlyList<string>? sirets) =>
        roles.Contains(Roles.AccessManager) ? null : sirets?.ToArray();
}
