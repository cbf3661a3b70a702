using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <param name="ActionId">Row of the write side.</param>
public sealed record DeadLetter(
    long ActionId, string PublicId, int Attempts, string Error, DateTimeOffset FirstFailedAt, DateTimeOffset? NextAttemptAt);

/// <summary>
/// Actions whose document could not be built or applied. They are set aside so that nothing waits behind them, tried
/// again with growing pauses (1 min, 4 min, 9 min … at most a day), and kept in the list until they succeed.
/// </summary>
public sealed class DeadLetters(NpgsqlDataSource database)
{
    public async Task AddAsync(long actionId, string error, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO outbox_dead (action_id, attempts, error, next_attempt_at) VALUES ($1, 1, $2, now() + interval '1 minute')
            ON CONFLICT (action_id) DO UPDATE SET attempts = outbox_dead.attempts + 1, error = excluded.error, last_failed_at = now(),
                next_attempt_at = now() + least(interval '1 day', interval '1 minute' * (outbox_dead.attempts + 1) ^ 2)
            """);
        command.Parameters.Add(new() { Value = actionId });
        command.Parameters.Add(new() { Value = error.Length > 2000 ? error[..2000] : error });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Those whose next try is due.</summary>
    public async Task<IReadOnlyList<long>> DueAsync(int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "SELECT action_id FROM outbox_dead WHERE next_attempt_at <= now() ORDER BY next_attempt_at LIMIT $1");
        command.Parameters.Add(new() { Value = limit });
        var due = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            due.Add(reader.GetInt64(0));
        return due;
    }

    /// <summary>Forgets those that were applied after all.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<long> actionIds, CancellationToken cancel)
    {
        if (actionIds.Count == 0)
            return;
        await using var command = database.CreateCommand("DELETE FROM outbox_dead WHERE action_id = ANY($1)");
        command.Parameters.Add(new() { Value = actionIds.ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            SELECT d.action_id, coalesce(a.public_id, ''), d.attempts, d.error, d.first_failed_at, d.next_attempt_at
            FROM outbox_dead d LEFT JOIN action a ON a.id = d.action_id ORDER BY d.first_failed_at LIMIT $1
            """);
        command.Parameters.Add(new() { Value = limit });
        var letters = new List<DeadLetter>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            letters.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5)));
        }
        return letters;
    }
}
