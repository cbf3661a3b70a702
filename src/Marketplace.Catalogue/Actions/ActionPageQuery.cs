using Dapper;
using Marketplace.Catalogue.Changes;
using Marketplace.Catalogue.Offers;
using Npgsql;

namespace Marketplace.Catalogue.Actions;

/// <summary>Reads actions with their sessions from the write side, in one round trip.</summary>
public sealed class ActionPageQuery(NpgsqlDataSource database)
{
    private const string Sql = $"""
        SELECT a.id, a.public_id, a.insee, a.lat, a.lng, a.updated_at, a.content::text AS action, o.content::text AS offer,
               {Visibility.Hidden} AS archived,
               CASE WHEN a.archived_at IS NOT NULL OR o.archived_at IS NOT NULL THEN 0
                   WHEN a.withdrawn_at IS NOT NULL OR o.withdrawn_at IS NOT NULL THEN 2 WHEN o.suspended_at IS NOT NULL THEN 1 ELSE 0 END AS withheld,
               p.siret, p.name AS provider, p.nda, p.qualiopi, p.withheld AS provider_withheld,
               c.code, c.title, c.level, c.active, c.expires
        FROM action a
        JOIN offer o ON o.id = a.offer_id
        JOIN provider p ON p.siret = o.siret
        JOIN certification c ON c.code = o.certification_code
        WHERE a.public_id = ANY (@ids);

        SELECT a.public_id, s.id, s.content::text AS session, s.capacity, s.seats_taken
        FROM session s JOIN action a ON a.id = s.action_id
        WHERE a.public_id = ANY (@ids) AND s.archived_at IS NULL
        ORDER BY s.starts NULLS FIRST, s.position;

        SELECT a.public_id, b.code, b.title
        FROM certification_block b
        JOIN offer o ON o.certification_code = b.certification_code
        JOIN action a ON a.offer_id = o.id
        WHERE a.public_id = ANY (@ids)
        ORDER BY b.code;
        """;

    /// <summary>Null when no action ever had this id; archived ones are found.</summary>
    public async Task<ActionRecord?> FindAsync(string publicId, CancellationToken cancel) =>
        (await FindAsync([publicId], cancel)).SingleOrDefault();

    /// <summary>In the order of the ids; those that no action ever had are left out, archived ones are found.</summary>
    public async Task<IReadOnlyList<ActionRecord>> FindAsync(IReadOnlyList<string> publicIds, CancellationToken cancel)
    {
        var ids = publicIds.Where(id => id.Length <= 500 && !id.Contains('\0', StringComparison.Ordinal)).Distinct().ToArray();
        if (ids.Length == 0)
            return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Sql, new { ids }, cancellationToken: cancel));
        var rows = (await results.ReadAsync<ActionRow>()).ToDictionary(row => row.Public_Id);
        var sessions = (await results.ReadAsync<SessionRow>()).ToLookup(session => session.Public_Id);
        var blocks = (await results.ReadAsync<BlockRow>()).ToLookup(block => block.Public_Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => Record(rows[id], sessions[id], blocks[id]))];
    }

    private static ActionRecord Record(ActionRow row, IEnumerable<SessionRow> sessions, IEnumerable<BlockRow> blocks)
    {
        var known = blocks.ToDictionary(b => b.Code, b => b.Title);
        var offer = CatalogueJson.ReadOffer(row.Offer);
        var certification = new ActionCertification(
            CertificationKind.Of(row.Code, offer.Blocks, known.Keys), row.Code, row.Title, row.Level, row.Active,
            row.Expires,
            [.. offer.Blocks.Select(code => new ActionBlock(code, known.GetValueOrDefault(code)))]);
        return new ActionRecord(
            row.Public_Id, offer, CatalogueJson.ReadAction(row.Action),
            new ActionProvider(row.Siret, row.Provider, row.Nda, row.Qualiopi), certification,
            row.Insee, row.Lat, row.Lng, row.Archived, row.Updated_At,
            [.. sessions.Select(s => new ActionSession(CatalogueJson.ReadSession(s.Session), s.Capacity, s.Seats_Taken) { Id = s.Id })])
        {
            Withheld = (Withheld)row.Withheld,
            ProviderWithheld = row.Provider_Withheld,
        };
    }

    // Filled by Dapper, by column name.
    private sealed class ActionRow
    {
        public string Public_Id { get; init; } = "";
        public string? Insee { get; init; }
        public double? Lat { get; init; }
        public double? Lng { get; init; }
        public DateTime Updated_At { get; init; }
        public string Action { get; init; } = "";
        public string Offer { get; init; } = "";
        public bool Archived { get; init; }
        public int Withheld { get; init; }
        public bool Provider_Withheld { get; init; }
        public string Siret { get; init; } = "";
        public string Provider { get; init; } = "";
        public string? Nda { get; init; }
        public string[] Qualiopi { get; init; } = [];
        public string Code { get; init; } = "";
        public string Title { get; init; } = "";
        public int? Level { get; init; }
        public bool Active { get; init; }
        public DateOnly? Expires { get; init; }
    }

    private sealed class SessionRow
    {
        public long Id { get; init; }
        public string Public_Id { get; init; } = "";
        public string Session { get; init; } = "";
        public int? Capacity { get; init; }
        public int Seats_Taken { get; init; }
    }

    private sealed class BlockRow
    {
        public string Public_Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Title { get; init; } = "";
    }
}
