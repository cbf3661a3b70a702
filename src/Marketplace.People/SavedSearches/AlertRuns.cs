using Dapper;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.People.SavedSearches;

/// <summary>
/// The daily runs of the alerts, kept in tables so that one that is interrupted goes on where it stopped. One process
/// at a time works on it.
/// </summary>
public sealed class AlertRuns(NpgsqlDataSource database)
{
    private const long Lock = 7420450;
    private const int KeepDays = 30;

    /// <summary>The right to work on a run; null when another process has it. Lives as long as the connection.</summary>
    public async Task<IAsyncDisposable?> TryTakeAsync(CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        if (await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@Lock)", new { Lock }))
            return new Taken(connection);
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>The unfinished run, or a new one when the day has had none yet; null when there is nothing to do.</summary>
    public Task<long?> BeginAsync(DateOnly today, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteScalarAsync<long?>("SELECT id FROM alert_run WHERE finished_on IS NULL") is { } unfinished)
            return unfinished;
        if (await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM alert_run WHERE started_on >= @today OR finished_on >= @today)", new { today }))
            return null;
        // What no alert is old enough for needs no run.
        return await connection.ExecuteScalarAsync<long?>("""
            DELETE FROM new_action WHERE run_id IS NULL AND at <= coalesce((SELECT min(since) FROM saved_search WHERE alert), 'infinity');
            WITH run AS (INSERT INTO alert_run (started_on) VALUES (@today) RETURNING id),
                taken AS (UPDATE new_action SET run_id = (SELECT id FROM run) WHERE run_id IS NULL)
            SELECT id FROM run
            """, new { today });
    }, cancel);

    /// <summary>New actions of the run whose queries were not asked yet.</summary>
    public async Task<IReadOnlyList<long>> NextActionsAsync(long run, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<long>(new CommandDefinition(
            "SELECT action_id FROM new_action WHERE run_id = @run AND NOT matched ORDER BY action_id LIMIT @limit", new { run, limit },
            cancellationToken: cancel))];
    }

    /// <summary>All queries were asked about these.</summary>
    public async Task MarkMatchedAsync(IReadOnlyList<long> actions, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
            "UPDATE new_action SET matched = true WHERE action_id = ANY (@actions)", new { actions = actions.ToArray() },
            cancellationToken: cancel));
    }

    /// <summary>The run is over: what it worked with goes.</summary>
    public Task FinishAsync(long run, DateOnly today, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync("""
            UPDATE alert_run SET finished_on = @today, digests = (SELECT count(*) FROM alert_digest WHERE run_id = @run AND error IS NULL) WHERE id = @run;
            DELETE FROM alert_match;
            DELETE FROM new_action WHERE run_id = @run;
            DELETE FROM alert_digest WHERE run_id = @run;
            DELETE FROM alert_run WHERE finished_on < @today - @KeepDays;
            DELETE FROM saved_query q WHERE NOT EXISTS (SELECT FROM saved_search s WHERE s.query_id = q.id)
            """, new { run, today, KeepDays });
    }, cancel);

    private sealed class Taken(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                // Pooled connections live on: the lock would too.
                await connection.ExecuteAsync("SELECT pg_advisory_unlock(@Lock)", new { Lock });
            }
            finally
            {
                await connection.DisposeAsync();
            }
        }
    }
}
