using System.Runtime.CompilerServices;
using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>Reads actions for the index: one statement, so one snapshot, however many actions.</summary>
public sealed class ActionRows(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT a.id, a.public_id, a.version, a.archived_at IS NOT NULL OR o.archived_at IS NOT NULL,
            a.content::text, o.content::text, a.price_cents, p.siret, p.name,
            c.code, c.title, c.abbreviation, c.level::int, c.nsf, c.rome,
            ARRAY(SELECT b.code FROM certification_block b WHERE b.certification_code = c.code),
            a.insee, pl.name, pl.postcodes[1], pl.department, pl.region, a.lat, a.lng,
            s.numbers, s.starts, s.ends, s.opens, s.guarantees, s.capacities, s.taken
        FROM action a
        JOIN offer o ON o.id = a.offer_id
        JOIN provider p ON p.siret = o.siret
        JOIN certification c ON c.code = o.certification_code
        LEFT JOIN place pl ON pl.insee = a.insee
        CROSS JOIN LATERAL (
            SELECT array_agg(number) AS numbers, array_agg(starts) AS starts, array_agg(ends) AS ends, array_agg(open) AS opens,
                array_agg(guaranteed) AS guarantees, array_agg(capacity) AS capacities, array_agg(seats_taken) AS taken
            FROM (SELECT * FROM session WHERE action_id = a.id AND archived_at IS NULL ORDER BY starts NULLS FIRST, number) sorted) s
        """;

    /// <summary>The named actions, archived ones included; unknown ids are left out.</summary>
    public async Task<IReadOnlyList<ActionRow>> ByIdsAsync(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"{Select} WHERE a.id = ANY($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        return await ReadAsync(command, cancel);
    }

    /// <summary>The actions with these public ids, archived ones included.</summary>
    public async Task<IReadOnlyList<ActionRow>> ByPublicIdsAsync(IReadOnlyList<string> publicIds, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"{Select} WHERE a.public_id = ANY($1)");
        command.Parameters.Add(new() { Value = publicIds.ToArray() });
        return await ReadAsync(command, cancel);
    }

    /// <summary>All published actions in batches, by ascending id: each batch is one snapshot, later changes come by the outbox.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ActionRow>> AllAsync(int batch, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = 0L;
        while (true)
        {
            await using var command = database.CreateCommand(
                $"{Select} WHERE a.id > $1 AND a.archived_at IS NULL AND o.archived_at IS NULL ORDER BY a.id LIMIT $2");
            command.Parameters.Add(new() { Value = last });
            command.Parameters.Add(new() { Value = batch });
            var rows = await ReadAsync(command, cancel);
            if (rows.Count == 0)
                yield break;
            yield return rows;
            last = rows[^1].Id;
        }
    }

    private static async Task<IReadOnlyList<ActionRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var rows = new List<ActionRow>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(new ActionRow
            {
                Id = reader.GetInt64(0),
                PublicId = reader.GetString(1),
                Version = reader.GetInt64(2),
                Archived = reader.GetBoolean(3),
                ActionContent = reader.GetString(4),
                OfferContent = reader.GetString(5),
                PriceCents = reader.GetInt64(6),
                Siret = reader.GetString(7),
                ProviderName = reader.GetString(8),
                CertificationCode = reader.GetString(9),
                CertificationTitle = reader.GetString(10),
                CertificationAbbreviation = Text(reader, 11),
                CertificationLevel = reader.IsDBNull(12) ? null : reader.GetInt32(12),
                Nsf = reader.GetFieldValue<string[]>(13),
                Rome = reader.GetFieldValue<string[]>(14),
                KnownBlocks = reader.GetFieldValue<string[]>(15),
                Insee = Text(reader, 16),
                PlaceName = Text(reader, 17),
                PlacePostcode = Text(reader, 18),
                Department = Text(reader, 19),
                Region = Text(reader, 20),
                Lat = reader.IsDBNull(21) ? null : reader.GetDouble(21),
                Lng = reader.IsDBNull(22) ? null : reader.GetDouble(22),
                Sessions = ReadSessions(reader),
            });
        }
        return rows;
    }

    private static SessionRow[] ReadSessions(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(23))
            return [];
        var numbers = reader.GetFieldValue<string[]>(23);
        var starts = reader.GetFieldValue<DateOnly?[]>(24);
        var ends = reader.GetFieldValue<DateOnly?[]>(25);
        var open = reader.GetFieldValue<bool[]>(26);
        var guaranteed = reader.GetFieldValue<bool[]>(27);
        var capacities = reader.GetFieldValue<int?[]>(28);
        var taken = reader.GetFieldValue<int[]>(29);
        return [.. numbers.Select((n, i) => new SessionRow(n, starts[i], ends[i], open[i], guaranteed[i], capacities[i], taken[i]))];
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
