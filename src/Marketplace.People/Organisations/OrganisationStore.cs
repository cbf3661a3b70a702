using System.Text.RegularExpressions;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <param name="Kind">Key of <see cref="Roles.OfOrganisation"/>.</param>
public sealed record Organisation(Guid Id, string Kind, string Name, IReadOnlyList<string> Sirets, int Members);

/// <summary>Organisations whose staff use the service.</summary>
public sealed class OrganisationStore(NpgsqlDataSource database, Invitations invitations)
{
    private const int Shown = 200;

    public Task<Organisation?> FindAsync(Guid id, CancellationToken cancel) => database.ReadAsync((OrganisationsContext all) =>
        Read(all.Organisations.Where(o => o.Id == id && o.ClosedAt == null)).SingleOrDefaultAsync(cancel), cancel);

    /// <summary>Organisations whose name or SIRET begins so, 200 at most.</summary>
    public Task<List<Organisation>> ListAsync(string? text, string? kind, CancellationToken cancel) =>
        database.ReadAsync((OrganisationsContext all) =>
    {
        var found = all.Organisations.Where(o => o.ClosedAt == null && (kind == null || o.Kind == kind));
        if (text is not null)
        {
            // By the database's idea of small letters, for both.
            var start = Regex.Replace(text, @"[\\%_]", @"\$0") + "%";
            found = found.Where(o => EF.Functions.ILike(o.Name, start, @"\") || o.Establishments.Any(e => e.Siret.StartsWith(text)));
        }
        return Read(found.OrderBy(o => o.Name).ThenBy(o => o.Id).Take(Shown)).ToListAsync(cancel);
    }, cancel);

    /// <summary>Makes an organisation and invites its first access manager, in one transaction.</summary>
    /// <param name="site">Address of the site, for the link.</param>
    /// <returns>Its id; null when a SIRET already belongs to an organisation of the kind.</returns>
    public async Task<Guid?> CreateAsync(
        string kind, string name, IReadOnlyList<string> sirets, string managerEmail, string site, Actor actor, CancellationToken cancel)
    {
        try
        {
            return await database.EditAsync<OrganisationsContext, Guid?>(async all =>
            {
                var made = new OrganisationRow
                {
                    Kind = kind, Name = name,
                    Establishments = [.. sirets.Select(siret => new EstablishmentRow { Siret = siret, Kind = kind })],
                };
                all.Add(made);
                await all.SaveChangesAsync(cancel);
                await AccountHistory.AddAsync(
                    all.Connection, "created", actor.AccountId, organisation: made.Id, detail: new { kind, sirets });
                await AccessLog.WriteAsync(
                    all.Connection, actor,
                    new AccessEntry(Rights.OrganisationsManage, AccessOperation.Change, Object: $"organisation:{made.Id}"), cancel);
                await invitations.InviteAsync(all, made.Id, managerEmail, [Roles.AccessManager], null, site, actor, cancel);
                return made.Id;
            }, cancel);
        }
        catch (DbUpdateException failure) when (
            failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "organisation_siret" })
        {
            return null;
        }
    }

    private static IQueryable<Organisation> Read(IQueryable<OrganisationRow> rows) => rows.Select(o =>
        new Organisation(o.Id, o.Kind, o.Name, o.Establishments.Select(e => e.Siret).Order().ToList(), o.Memberships.Count));
}
