using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Crediting;

/// <summary>What a batch reads, each in one statement for a whole chunk.</summary>
internal static class CreditingRows
{
    /// <summary>
    /// A chunk touches few rows of large tables, found by their keys; on tables that just grew, the planner would read them whole for
    /// each chunk, which makes a batch quadratic. Holds for the transaction, the ledger's trigger included.
    /// </summary>
    public static Task PlanForIndexesAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off", cancellationToken: cancel));

    /// <summary>Above every hash: longer than any.</summary>
    private static readonly byte[] AboveAll = [.. Enumerable.Repeat(byte.MaxValue, 65)];

    /// <summary>Bounds of what is left of a slice, its row locked; null when it is done.</summary>
    public static async Task<(byte[] After, byte[] Before)?> PositionAsync(
        NpgsqlConnection connection, long run, int slice, CancellationToken cancel)
    {
        var row = await connection.QuerySingleAsync<(byte[]? Position, bool Finished)>(new CommandDefinition(
            "SELECT position, finished FROM crediting_slice WHERE run = @run AND slice = @slice FOR UPDATE",
            new { run, slice = (short)slice }, cancellationToken: cancel));
        // A slice is a quarter of a first byte's values: 4 of 256. Its lower bound is itself no hash.
        return row.Finished ? null
            : (row.Position ?? [(byte)(slice * 4)], slice == CreditingBatch.Slices - 1 ? AboveAll : [(byte)((slice + 1) * 4)]);
    }

    public static Task MoveAsync(
        NpgsqlConnection connection, long run, int slice, byte[]? position, bool finished, CancellationToken cancel) =>
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
                reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4),
                reader.GetString(5),
                reader.GetFieldValue<DateOnly>(6), reader.GetFieldValue<DateOnly>(7), reader.GetBoolean(8), reader.GetBoolean(9),
                reader.GetBoolean(10)));
        }
        var complete = read < rows;
        if (!complete)
            persons.RemoveAt(persons.Count - 1);
        return (persons, complete);
    }

    /// <summary>The holders of persons, opened where missing and locked in one order; by the hash in hex.</summary>
    /// <param name="agents">Those, in hex, for whom public employers declared: only their hours can change.</param>
    public static async Task<Dictionary<string, CreditedHolder>> HoldersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, short year, byte[][] persons, HashSet<string> agents,
        CancellationToken cancel)
    {
        // Locked before they are read: a statement that waits for a lock goes on with what it saw before.
        var locked = await HolderLocks.TakeAsync(connection, transaction, persons, cancel);
        var holders = new Dictionary<string, CreditedHolder>(persons.Length);
        foreach (var opened in locked.Where(h => h.New))
            holders[Convert.ToHexString(opened.Person)] = new CreditedHolder(opened.Id, null, null, null, 0, default, default, []);
        var known = locked.Where(h => !h.New).ToDictionary(h => h.Id);
        if (known.Count == 0)
            return holders;
        await using var find = new NpgsqlCommand("""
            SELECT i.id, a.id, a.free, a.reserved, c.id, c.free, c.reserved,
                s.revision, s.base_due, s.base_cap, s.base_credited, s.supplement_due, s.supplement_cap, s.supplement_credited,
                s.hours_due, s.hours_cap, s.hours_credited,
                s.found, s.base_limit, s.base_peak, s.total_limit, s.total_peak, s.found_hours, s.hours_limit, s.hours_peak,
                coalesce((SELECT sum(owed - kept_back) FROM annual_assessment o WHERE o.holder = i.id AND (o.owed > 0 OR o.kept_back > 0)), 0)::bigint
            FROM unnest($1, $2) i(id, agent)
            LEFT JOIN LATERAL (
            """ + AssessedYears.Of("holder = i.id AND year = $3") + ") s ON true" + Account("annual", "true", "a") + Account("public-hours", "(i.agent OR s.hours_due > 0 OR s.hours_credited > 0)", "c"), connection);
        var ids = known.Keys.ToArray();
        var levels = await LevelsAsync(connection, ids, cancel);
        find.Parameters.Add(new NpgsqlParameter { Value = ids });
        find.Parameters.Add(new NpgsqlParameter { Value = known.Values.Select(h => agents.Contains(Convert.ToHexString(h.Person)))
            .ToArray() });
        find.Parameters.Add(new NpgsqlParameter { Value = year });
        await using var reader = await find.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var holder = known[reader.GetInt64(0)];
            holders[Convert.ToHexString(holder.Person)] = Holder(reader, holder.RetiredOn, [.. levels[holder.Id]]);
        }
        return holders;
    }

    /// <summary>What few say of themselves, oldest first.</summary>
    private static async Task<ILookup<long, (DateOnly, bool)>> LevelsAsync(
        NpgsqlConnection connection, long[] holders, CancellationToken cancel) =>
        (await connection.QueryAsync<(long Holder, DateOnly On, bool Below)>(new CommandDefinition(
            "SELECT holder, declared_on, below_level_3 FROM level_declaration WHERE holder = ANY (@holders) ORDER BY declared_on, recorded_at",
            new { holders }, cancellationToken: cancel))).ToLookup(row => row.Holder, row => (row.On, row.Below));

    /// <summary>
    /// A holder's account of a kind. Each looked up by its key, whatever the planner thinks of tables that have just grown: hence LATERAL
    /// and LIMIT.
    /// </summary>
    private static string Account(string kind, string when, string name) => $"""

        LEFT JOIN LATERAL (
            SELECT k.id, b.balance AS free, coalesce(rb.balance, 0) AS reserved FROM ledger_account k JOIN ledger_balance b ON b.account = k.id
            LEFT JOIN ledger_account r ON r.bucket = k.id LEFT JOIN ledger_balance rb ON rb.account = r.id
            WHERE {when} AND k.holder = i.id AND k.kind = '{kind}' LIMIT 1) {name} ON true
        """;

    private static CreditedHolder Holder(NpgsqlDataReader row, DateOnly? retiredOn, IReadOnlyList<(DateOnly, bool)> levels)
    {
        long Number(int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);
        long? Id(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
        CreditedPart Part(int column, int bounds) =>
            new(Number(column), Number(column + 1), Number(column + 2), Id(bounds), Number(bounds + 1));
        return new CreditedHolder(
            row.GetInt64(0), retiredOn, Id(1), Id(4), row.IsDBNull(7) ? 0 : row.GetInt32(7),
            new YearCredit(Part(8, 18), Part(11, 20), Part(14, 23), Id(17), Id(22)),
            new AccountState(Number(2), Number(3), Number(5), Number(6), Number(25)), levels);
    }
}
