using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// Nightly: forgets outbox rows older than a week and remembers how far it forgot, so that an index that slept longer
/// rebuilds instead of missing changes. Also drops answered index requests.
/// </summary>
public sealed class OutboxPurge(NpgsqlDataSource database)
{
    /// <summary>Days that a stopped server may sleep and still catch up.</summary>
    public const int KeepDays = 7;

    /// <summary>Purges what nothing needs any more.</summary>
    public Task RunAsync(CancellationToken cancel) => RunAsync(KeepDays, cancel);

    /// <summary>Purges what is older than so many days.</summary>
    public async Task RunAsync(int keepDays, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand("""
            WITH gone AS (
                DELETE FROM outbox WHERE created_at < now() - make_interval(days => $1)
                    AND xid < pg_snapshot_xmin(pg_current_snapshot()) RETURNING xid, id),
            last AS (SELECT xid, id FROM gone ORDER BY xid DESC, id DESC LIMIT 1)
            UPDATE index_epoch SET purged_xid = last.xid, purged_id = last.id FROM last
            WHERE (purged_xid, purged_id) < (last.xid, last.id)
            """, connection) { Parameters = { new() { Value = keepDays } } };
        await command.ExecuteNonQueryAsync(cancel);
        await using var requests = new NpgsqlCommand("DELETE FROM index_request WHERE requested_at < now() - interval '1 day'", connection);
        await requests.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
