using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Core.Crediting;

/// <summary>What a batch reads, each in one statement for a whole chunk.</summary>
internal static class CreditingRows
{
    /// <summary>
    /// A chunk touches few rows of large tables, found by their keys; on tables that just grew, the planner would read them whole for
    /// each chunk, which makes a batch quadratic. Holds for the transaction, the ledger's trigger included.
    /// </summary>
    public static Task PlanForIndexesAsync(NpgsqlConnection connection, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off", cancellationToken: cancel));

    /// <summary>Above every hash: longer than any.</summary>
    private static readonly byte[] AboveAll = [.. Enumerable.Repeat(byte.MaxValue, 65)];

    /// <summary>Bounds of what is left of a slice, its row locked; null when it is done.</summary>
    public static async Task<(byte[] After, byte[] Before)?> PositionAsync(NpgsqlConnection connection, long run, int slice, CancellationToken cancel)
    {
        var row = await connection.QuerySingleAsync<(byte[]? Position, bool Finished)>(new CommandDefinition(
            "SELECT position, finished FROM crediting_slice WHERE run = @run AND slice = @slice FOR UPDATE", new { run, slice = (short)slice }, cancellationToken: cancel));
        // A slice is a quarter of a first byte's values: 4 of 256. Its lower bound is itself no hash.
        return row.Finished ? null : (row.Position ?? [(byte)(slice * 4)], slice == CreditingBatch.Slices - 1 ? AboveAll : [(byte)((slice + 1) * 4)]);
    }

    public static Task MoveAsync(NpgsqlConnection connection, long run, int slice, byte[]? position, bool finished, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE crediting_slice SET position = coalesce(@position, position), finished = @finished WHERE run = @run AND slice = @slice
            """, new { run, slice = (short)slice, position, finished }, cancellationToken: cancel));

    /// <summary>The latest revisions, whole persons only.</summary>
    /// <returns>Persons in order; whether they are the last.</returns>
    public static async Task<(List<(byte[], List<ActivityDeclaration>)>, bool)> DeclarationsAsync(
        NpgsqlConnection connection, short year, byte[] after, byte[] before, int rows, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT DISTINCT ON (person, siren, contract) person, regime, basis, quantity, reference, absences, starts, ends, low_qualified, disabled, contribution_paid
            FROM activity_declaration WHERE year = $1 AND person > $2 AND person < $3
            ORDER BY person, siren, contract, revision DESC LIMIT $4
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = year });
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = before });
        command.Parameters.Add(new NpgsqlParameter { Value = rows });
        var persons = new List<(byte[] Person, List<ActivityDeclaration> Declarations)>();
        var read = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            read++;
            var person = reader.GetFieldValue<byte[]>(0);
            if (persons.Count == 0 || !persons[^1].Person.AsSpan().SequenceEqual(person))
                persons.Add((person, []));
            persons[^1].Declarations.Add(new ActivityDeclaration(
                reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.GetString(5),
                reader.GetFieldValue<DateOnly>(6), reader.GetFieldValue<DateOnly>(7), reader.GetBoolean(8), reader.GetBoolean(9), reader.GetBoolean(10)));
        }
        var complete = read < rows;
        if (!complete)
            persons.RemoveAt(persons.Count - 1);
        return (persons, complete);
    }

    /// <summary>The holders of persons, opened where missing and locked in one order; by the hash in hex.</summary>
    public static async Task<Dictionary<string, CreditedHolder>> HoldersAsync(NpgsqlConnection connection, short year, byte[][] persons, CancellationToken cancel)
    {
        var ids = await IdsAsync(connection, persons, cancel);
        if (ids.Count < persons.Length)
        {
            await using var open = new NpgsqlCommand("INSERT INTO ledger_holder (person) SELECT p FROM unnest($1) p ORDER BY p ON CONFLICT DO NOTHING", connection);
            open.Parameters.Add(new NpgsqlParameter { Value = persons });
            await open.ExecuteNonQueryAsync(cancel);
            ids = await IdsAsync(connection, persons, cancel);
        }
        var holders = new Dictionary<string, CreditedHolder>(persons.Length);
        await using var batch = new NpgsqlBatch(connection);
        // Locked before they are read: a statement that waits for a lock goes on with what it saw before.
        var turn = new NpgsqlBatchCommand("SELECT count(*) FROM (SELECT id FROM ledger_holder WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE) locked");
        turn.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray() });
        // Each looked up by its key, whatever the planner thinks of tables that have just grown: hence LATERAL and LIMIT.
        var find = new NpgsqlBatchCommand("""
            SELECT h.person, h.id, h.retired_on, a.id, a.free, a.reserved, c.id, c.free, c.reserved,
                s.revision, s.base_due, s.base_cap, s.base_credited, s.supplement_due, s.supplement_cap, s.supplement_credited,
                s.hours_due, s.hours_cap, s.hours_credited,
                coalesce((SELECT sum(owed - kept_back) FROM annual_assessment o WHERE o.holder = h.id), 0)::bigint,
                l.days, l.below
            FROM unnest($1) i CROSS JOIN LATERAL (SELECT * FROM ledger_holder WHERE id = i LIMIT 1) h
            LEFT JOIN LATERAL (
                SELECT array_agg(declared_on ORDER BY declared_on, recorded_at) AS days, array_agg(below_level_3 ORDER BY declared_on, recorded_at) AS below
                FROM level_declaration d WHERE d.holder = h.id) l ON true
            LEFT JOIN LATERAL (
                SELECT k.id, b.balance AS free, coalesce(rb.balance, 0) AS reserved FROM ledger_account k JOIN ledger_balance b ON b.account = k.id
                LEFT JOIN ledger_account r ON r.bucket = k.id LEFT JOIN ledger_balance rb ON rb.account = r.id
                WHERE k.holder = h.id AND k.kind = 'annual' LIMIT 1) a ON true
            LEFT JOIN LATERAL (
                SELECT k.id, b.balance AS free, coalesce(rb.balance, 0) AS reserved FROM ledger_account k JOIN ledger_balance b ON b.account = k.id
                LEFT JOIN ledger_account r ON r.bucket = k.id LEFT JOIN ledger_balance rb ON rb.account = r.id
                WHERE k.holder = h.id AND k.kind = 'public-hours' LIMIT 1) c ON true
            LEFT JOIN LATERAL (SELECT * FROM annual_assessment y WHERE y.holder = h.id AND y.year = $2 ORDER BY revision DESC LIMIT 1) s ON true
            """);
        find.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray() });
        find.Parameters.Add(new NpgsqlParameter { Value = year });
        batch.BatchCommands.Add(turn);
        batch.BatchCommands.Add(find);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            holders[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))] = Holder(reader);
        return holders;
    }

    private static async Task<List<long>> IdsAsync(NpgsqlConnection connection, byte[][] persons, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT h.id FROM unnest($1) p CROSS JOIN LATERAL (SELECT id FROM ledger_holder WHERE person = p LIMIT 1) h", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = persons });
        var ids = new List<long>(persons.Length);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            ids.Add(reader.GetInt64(0));
        return ids;
    }

    private static CreditedHolder Holder(NpgsqlDataReader row)
    {
        long Number(int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);
        long? Id(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
        CreditedPart Part(int column) => new(Number(column), Number(column + 1), Number(column + 2));
        IReadOnlyList<(DateOnly, bool)> levels = row.IsDBNull(20) ? [] : [.. row.GetFieldValue<DateOnly[]>(20).Zip(row.GetFieldValue<bool[]>(21))];
        return new CreditedHolder(
            row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateOnly>(2), Id(3), Id(6), row.IsDBNull(9) ? 0 : row.GetInt32(9),
            new YearCredit(Part(10), Part(13), Part(16)), new AccountState(Number(4), Number(5), Number(7), Number(8), Number(19)), levels);
    }
}
