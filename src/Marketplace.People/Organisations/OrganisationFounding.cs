using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <summary>Makes an organisation for somebody who has an account already.</summary>
public static class OrganisationFounding
{
    /// <summary>Makes it in the caller's transaction, with its first access manager.</summary>
    /// <param name="right">Under which action of the table of rights.</param>
    public static async Task<Guid> FoundAsync(
        NpgsqlConnection connection, string kind, string name, IReadOnlyList<string> sirets, Guid manager, string right, Actor actor,
        CancellationToken cancel)
    {
        await using var all = MarketplaceContext.On<OrganisationsContext>(connection);
        string[] roles = [Roles.AccessManager];
        var made = new OrganisationRow
        {
            Kind = kind, Name = name,
            Establishments = [.. sirets.Select(siret => new EstablishmentRow { Siret = siret, Kind = kind })],
        };
        all.Add(made);
        all.Add(new MembershipRow { OrganisationId = made.Id, AccountId = manager, Roles = roles });
        await all.SaveChangesAsync(cancel);
        await AccountHistory.AddAsync(connection, "created", actor.AccountId, organisation: made.Id, detail: new { kind, sirets });
        await AccountHistory.AddAsync(connection, "joined", actor.AccountId, manager, made.Id, new { roles });
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(right, AccessOperation.Change, manager, $"organisation:{made.Id}"), cancel);
        return made.Id;
    }
}
