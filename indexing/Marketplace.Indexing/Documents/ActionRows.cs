using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>Reads actions for the index: one statement, so one snapshot, however many actions.</summary>
public sealed class ActionRows(NpgsqlDataSource database)
{
    private const string Columns = """
        SELECT a.id, a.public_id, a.version, a.archived_at IS NOT NULL OR o.archived_at IS NOT NULL,
            a.content::text, o.content::text, a.price_cents, p.siret, p.name,
            c.code, c.title, c.abbreviation, c.level::int, c.nsf, c.rome,
            ARRAY(SELECT b.code FROM certification_block b WHERE b.certification_code = c.code),
            a.insee, pl.name, pl.postcodes[1], pl.department, pl.region, a.lat, a.lng
        """;

    private const string Tables = """
        FROM action a
        JOIN offer o ON o.id = a.offer_id
        JOIN provider p ON p.siret = o.siret
        JOIN certification c ON c.code = o.certification_code
        LEFT JOIN place pl ON pl.insee = a.insee
        """;

    private const string Select = $"""
        {Columns},
            s.numbers, s.starts, s.ends, s.opens, s.guarantees, s.capacities, s.taken
        {Tables}
        CROSS JOIN LATERAL (
            SELECT array_agg(number) AS numbers, array_agg(starts) AS starts, array_agg(ends) AS ends, array_agg(open) AS opens,
                array_agg(guaranteed) AS guarantees, array_agg(capacity) AS capacities, array_agg(seats_taken) AS taken
            FROM (SELECT * FROM session WHERE action_id = a.id AND archived_at IS NULL ORDER BY starts NULLS FIRST, number) sorted) s
        """;

    /// <summary>A batch is looked up by key: plans that read whole tables once would read them once a batch.</summary>
    private const string ByKeyOnly =
        "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL max_parallel_workers_per_gather = 0";

    private const string SelectSessions = """
        SELECT action_id, number, starts, ends, open, guaranteed, capacity, seats_taken FROM session
        WHERE action_id > $1 AND action_id <= $2 AND archived_at IS NULL ORDER BY action_id, starts NULLS FIRST, number
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
            var rows = await AfterAsync(last, batch, cancel);
            if (rows.Count == 0)
                yield break;
            yield return rows;
            last = rows[^1].Id;
        }
    }

    /// <summary>The next actions. Their sessions are read apart: to gather them row by row takes the server longer.</summary>
    private async Task<IReadOnlyList<ActionRow>> AfterAsync(long last, int batch, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var plans = new NpgsqlCommand(ByKeyOnly, connection);
        await plans.ExecuteNonQueryAsync(cancel);
        await using var actions = new NpgsqlCommand(
            $"{Columns} {Tables} WHERE a.id > $1 AND a.archived_at IS NULL AND o.archived_at IS NULL ORDER BY a.id LIMIT $2", connection)
        { Parameters = { new() { Value = last }, new() { Value = batch } } };
        var rows = await ReadAsync(actions, cancel);
        if (rows.Count == 0)
            return rows;
        await using var command = new NpgsqlCommand(SelectSessions, connection) { Parameters = { new() { Value = last }, new() { Value = rows[^1].Id } } };
        var sessions = await ReadSessionsAsync(command, cancel);
        await snapshot.CommitAsync(cancel);
        return [.. rows.Select(r => r with { Sessions = sessions.GetValueOrDefault(r.Id) ?? [] })];
    }

    private static async Task<Dictionary<long, List<SessionRow>>> ReadSessionsAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var sessions = new Dictionary<long, List<SessionRow>>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var action = reader.GetInt64(0);
            if (!sessions.TryGetValue(action, out var own))
                sessions[action] = own = [];
            own.Add(new SessionRow(
                reader.GetString(1), Day(reader, 2), Day(reader, 3), reader.GetBoolean(4), reader.GetBoolean(5),
                reader.IsDBNull(6) ? null : reader.GetInt32(6), reader.GetInt32(7)));
        }
        return sessions;
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
                ActionContent = reader.GetFieldValue<byte[]>(4),
                OfferContent = reader.GetFieldValue<byte[]>(5),
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
        if (reader.FieldCount == 23 || reader.IsDBNull(23))
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

    private static DateOnly? Day(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
