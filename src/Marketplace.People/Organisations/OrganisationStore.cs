using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.People.Organisations;

/// <param name="Kind">Key of <see cref="Roles.OfOrganisation"/>.</param>
public sealed record Organisation(Guid Id, string Kind, string Name, IReadOnlyList<string> Sirets, int Members);

/// <summary>Organisations whose staff use the service.</summary>
public sealed class OrganisationStore(NpgsqlDataSource database, Invitations invitations)
{
    private const int Shown = 200;

    private const string Select = """
        SELECT o.id, o.kind, o.name, ARRAY(SELECT siret FROM organisation_siret s WHERE s.organisation_id = o.id ORDER BY 1) AS sirets,
            (SELECT count(*)::int FROM membership m WHERE m.organisation_id = o.id) AS members
        FROM organisation o
        """;

    public async Task<Organisation?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(Guid, string, string, string[], int)?>(
            new CommandDefinition($"{Select} WHERE o.id = @id AND o.closed_at IS NULL", new { id }, cancellationToken: cancel));
        return row is { } found ? Read(found) : null;
    }

    /// <summary>Organisations whose name or SIRET begins so, 200 at most.</summary>
    public async Task<IReadOnlyList<Organisation>> ListAsync(string? text, string? kind, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(Guid, string, string, string[], int)>(new CommandDefinition($"""
            {Select}
            WHERE o.closed_at IS NULL AND (@kind IS NULL OR o.kind = @kind)
                AND (@text IS NULL OR starts_with(lower(o.name), lower(@text))
                    OR EXISTS (SELECT FROM organisation_siret s WHERE s.organisation_id = o.id AND starts_with(s.siret, @text)))
            ORDER BY o.name, o.id LIMIT {Shown}
            """, new { text, kind }, cancellationToken: cancel))).Select(Read)];
    }

    /// <summary>Makes an organisation and invites its first access manager, in one transaction.</summary>
    /// <param name="site">Address of the site, for the link.</param>
    /// <returns>Its id; null when a SIRET already belongs to an organisation of the kind.</returns>
    public async Task<Guid?> CreateAsync(string kind, string name, IReadOnlyList<string> sirets, string managerEmail, string site, Actor actor, CancellationToken cancel)
    {
        try
        {
            return await database.InTransactionAsync<Guid?>(async connection =>
            {
                var id = await connection.ExecuteScalarAsync<Guid>("INSERT INTO organisation (kind, name) VALUES (@kind, @name) RETURNING id", new { kind, name });
                await connection.ExecuteAsync("INSERT INTO organisation_siret (organisation_id, siret, kind) SELECT @id, siret, @kind FROM unnest(@sirets) siret",
                    new { id, sirets = sirets.ToArray(), kind });
                await AccountHistory.AddAsync(connection, "created", actor.AccountId, organisation: id, detail: new { kind, sirets });
                await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.OrganisationsManage, AccessOperation.Change, Object: $"organisation:{id}"), cancel);
                await invitations.InviteAsync(connection, id, managerEmail, [Roles.AccessManager], null, site, actor, cancel);
                return id;
            }, cancel);
        }
        catch (PostgresException failure) when (failure is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "organisation_siret" })
        {
            return null;
        }
    }

    private static Organisation Read((Guid Id, string Kind, string Name, string[] Sirets, int Members) row) =>
        new(row.Id, row.Kind, row.Name, row.Sirets, row.Members);
}
