using Npgsql;

namespace Marketplace.Money.Crediting.OtherRights;

/// <summary>
/// What both imports do with the persons that a file names, once they stand in a temporary table <c>rights_stage (line, person, …)</c>.
/// </summary>
internal static class RightsStage
{
    /// <summary>Opens accounts of persons who have none, and takes the turn of all of them, in one order.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await ExecuteAsync(connection, """
            INSERT INTO ledger_holder (person) SELECT DISTINCT person FROM rights_stage s
            WHERE NOT EXISTS (SELECT FROM ledger_holder h WHERE h.person = s.person) ORDER BY person ON CONFLICT DO NOTHING
            """, cancel);
        await ExecuteAsync(connection, """
            SELECT count(*) FROM (SELECT id FROM ledger_holder WHERE person IN (SELECT person FROM rights_stage) ORDER BY id FOR NO KEY UPDATE) locked
            """, cancel);
    }

    /// <summary>Opens the one account of a kind for those who have none.</summary>
    public static async Task OpenAsync(NpgsqlConnection connection, string kind, CancellationToken cancel)
    {
        await using var open = new NpgsqlCommand("""
            INSERT INTO ledger_account (holder, kind, unit) SELECT h.id, $1, 'cent' FROM ledger_holder h
            WHERE h.person IN (SELECT person FROM rights_stage) AND NOT EXISTS (SELECT FROM ledger_account a WHERE a.holder = h.id AND a.kind = $1)
            """, connection) { CommandTimeout = 0 };
        open.Parameters.Add(new() { Value = kind });
        await open.ExecuteNonQueryAsync(cancel);
    }

    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Lines of the file that a query finds.</summary>
    public static async Task<IReadOnlyList<long>> LinesAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var lines = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            lines.Add(reader.GetInt64(0));
        return lines;
    }
}
