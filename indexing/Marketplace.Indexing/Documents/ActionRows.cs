using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>Reads actions for the index in one snapshot: named ones by one statement, or all of them in batches.</summary>
public sealed class ActionRows(NpgsqlDataSource database)
{
    private const int Archived = RowColumns.ActionWidth;
    private const int Place = Archived + 1;
    private const int Offer = Place + RowColumns.PlaceWidth;
    private const int Certification = Offer + 3;
    private const int Sessions = Certification + RowColumns.CertificationWidth;

    private const string Select = $"""
        SELECT {RowColumns.Action}, {Visibility.Hidden} OR p.withheld, {RowColumns.Place},
            o.content::text, p.siret, p.name, {RowColumns.Certification},
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

    /// <summary>
    /// All published actions as they are when this begins, in batches: later changes come by the outbox. So many readers
    /// work side by side, and each hands over a batch before it reads another.
    /// </summary>
    public async Task AllAsync(
        int batch, int readers, Func<IReadOnlyList<ActionRow>, CancellationToken, Task> take, CancellationToken cancel)
    {
        await using var scan = await ActionScan.BeginAsync(database, batch, cancel);
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = readers, CancellationToken = cancel };
        await Parallel.ForEachAsync(Enumerable.Range(0, readers), sideBySide, async (_, stop) =>
        {
            await using var reader = await scan.JoinAsync(stop);
            while (await reader.NextAsync(stop) is { } rows)
                if (rows.Count > 0)
                    await take(rows, stop);
        });
    }

    private static async Task<IReadOnlyList<ActionRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var rows = new List<ActionRow>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var offer = new OfferRow(
                reader.GetFieldValue<byte[]>(Offer), reader.GetString(Offer + 1), reader.GetString(Offer + 2),
                RowColumns.ReadCertification(reader, Certification));
            rows.Add(RowColumns.ReadAction(
                reader, reader.GetBoolean(Archived), RowColumns.ReadPlace(reader, Place), offer, ReadSessions(reader)));
        }
        return rows;
    }

    private static SessionRow[] ReadSessions(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(Sessions))
            return [];
        var numbers = reader.GetFieldValue<string[]>(Sessions);
        var starts = reader.GetFieldValue<DateOnly?[]>(Sessions + 1);
        var ends = reader.GetFieldValue<DateOnly?[]>(Sessions + 2);
        var open = reader.GetFieldValue<bool[]>(Sessions + 3);
        var guaranteed = reader.GetFieldValue<bool[]>(Sessions + 4);
        var capacities = reader.GetFieldValue<int?[]>(Sessions + 5);
        var taken = reader.GetFieldValue<int[]>(Sessions + 6);
        return [.. numbers.Select((n, i) => new SessionRow(n, starts[i], ends[i], open[i], guaranteed[i], capacities[i], taken[i]))];
    }
}
