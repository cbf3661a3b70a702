using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Statistics.Facts;

/// <summary>What one run read.</summary>
/// <param name="Events">Of the history of bookings.</param>
/// <param name="Rebuilt">All facts were made anew.</param>
public sealed record FeedReport(int Events, bool Rebuilt);

/// <summary>
/// Keeps the facts as the bookings are: reads the history in the order of transactions, above nothing that still runs, and writes the rows
/// of the bookings it names anew, so that a late change moves the month it belongs to. Facts of another database are made from scratch.
/// </summary>
public sealed class FactFeed(NpgsqlDataSource database, IdentityVault vault, TimeProvider clock)
{
    private const int Batch = 5_000;
    private const string Kind = "statistics";

    /// <summary>Reads all that waits.</summary>
    public async Task<FeedReport> RunAsync(CancellationToken cancel = default)
    {
        for (var events = 0; ;)
        {
            var report = await database.InTransactionAsync(connection => StepAsync(connection, cancel), cancel);
            events += report.Events;
            if (report.Events < Batch)
                return report with { Events = events };
        }
    }

    /// <summary>Makes all facts anew.</summary>
    public Task RebuildAsync(CancellationToken cancel = default) => database.InTransactionAsync(async connection =>
    {
        await LockAsync(connection, cancel);
        await AllAsync(connection, cancel);
    }, cancel);

    private async Task<FeedReport> StepAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await LockAsync(connection, cancel);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT EXISTS (SELECT FROM statistics_feed f JOIN index_epoch e ON e.epoch = f.epoch
                WHERE f.xid <= pg_snapshot_xmax(pg_current_snapshot()))
            """, cancellationToken: cancel)))
        {
            await AllAsync(connection, cancel);
            return new(0, true);
        }
        var read = (await connection.QueryAsync<(Guid Booking, string Xid, long Id)>(new CommandDefinition("""
            SELECT e.booking_id, e.xid::text, e.id FROM booking_event e, statistics_feed f
            WHERE (e.xid, e.id) > (f.xid, f.id) AND e.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY e.xid, e.id LIMIT @Batch
            """, new { Batch }, cancellationToken: cancel))).AsList();
        if (read.Count == 0)
            return new(0, false);
        await connection.ExecuteAsync(new CommandDefinition(FactRows.Upsert("b.id = ANY (@ids)"),
            new { key = await KeyAsync(connection, cancel), ids = read.Select(e => e.Booking).Distinct().ToArray() },
            commandTimeout: 300, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("UPDATE statistics_feed SET xid = @Xid::xid8, id = @Id, read_at = @now",
            new { read[^1].Xid, read[^1].Id, now = clock.GetUtcNow().UtcDateTime }, cancellationToken: cancel));
        return new(read.Count, false);
    }

    /// <summary>The position is noted first: what commits meanwhile is read again, which changes nothing.</summary>
    private async Task AllAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition("""
            DELETE FROM statistics_feed;
            INSERT INTO statistics_feed (epoch, xid, id, read_at) SELECT epoch, pg_snapshot_xmin(pg_current_snapshot()), 0, @now FROM index_epoch;
            DELETE FROM statistics_booking
            """, new { now = clock.GetUtcNow().UtcDateTime }, commandTimeout: 600, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(
            FactRows.Upsert("true"), new { key = await KeyAsync(connection, cancel) }, commandTimeout: 0, cancellationToken: cancel));
    }

    private static Task LockAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(7420440)", cancellationToken: cancel));

    /// <summary>It outlives a change of master keys, and is worth nothing without them.</summary>
    private Task<byte[]> KeyAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        vault.LookupAsync(connection, Kind, "pseudonyms", cancel);
}
