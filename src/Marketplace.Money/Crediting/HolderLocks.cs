using Npgsql;

namespace Marketplace.Money.Crediting;

/// <summary>A holder whose row the transaction has locked.</summary>
/// <param name="New">Opened by this transaction: nothing is known of them yet.</param>
internal sealed record LockedHolder(long Id, byte[] Person, DateOnly? RetiredOn, bool New);

/// <summary>Locks the holders of a chunk.</summary>
internal static class HolderLocks
{
    /// <summary>
    /// The holders of persons, opened where missing and locked in one order. Nothing is locked while some are opened: two
    /// batches of different years that open each other's would wait in a circle.
    /// </summary>
    public static async Task<List<LockedHolder>> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, byte[][] persons, CancellationToken cancel)
    {
        await transaction.SaveAsync("unlocked", cancel);
        var locked = await LockAsync(connection, persons, cancel);
        if (locked.Count == persons.Length)
            return locked;
        await transaction.RollbackAsync("unlocked", cancel);
        var known = locked.Select(h => Convert.ToHexString(h.Person)).ToHashSet();
        var opened = await OpenAsync(connection, [.. persons.Where(p => !known.Contains(Convert.ToHexString(p)))], cancel);
        if (opened.Count == persons.Length)
            return opened;
        // Those that were there, and those that somebody else has just opened.
        var ours = opened.Select(h => Convert.ToHexString(h.Person)).ToHashSet();
        return [.. opened, .. await LockAsync(connection, [.. persons.Where(p => !ours.Contains(Convert.ToHexString(p)))], cancel)];
    }

    private static Task<List<LockedHolder>> LockAsync(NpgsqlConnection connection, byte[][] persons, CancellationToken cancel) => ReadAsync(
        connection, "SELECT id, person, retired_on FROM ledger_holder WHERE person = ANY ($1) ORDER BY id FOR NO KEY UPDATE", persons,
        isNew: false, cancel);

    private static Task<List<LockedHolder>> OpenAsync(NpgsqlConnection connection, byte[][] persons, CancellationToken cancel) => ReadAsync(
        connection, "INSERT INTO ledger_holder (person) SELECT p FROM unnest($1) p ORDER BY p ON CONFLICT (person) DO NOTHING RETURNING id, person, retired_on", persons, isNew: true, cancel);

    private static async Task<List<LockedHolder>> ReadAsync(
        NpgsqlConnection connection, string sql, byte[][] persons, bool isNew, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = persons });
        var holders = new List<LockedHolder>(persons.Length);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            holders.Add(new LockedHolder(
                reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2), isNew));
        return holders;
    }
}
