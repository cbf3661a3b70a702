using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <param name="ActionIds">Changed actions, each once.</param>
/// <param name="Position">Where to go on reading once these are applied.</param>
/// <param name="OldestAt">When the oldest of these rows was written; null when there are none.</param>
/// <param name="Full">The batch reached its limit: more is waiting.</param>
public sealed record OutboxBatch(IReadOnlyList<long> ActionIds, OutboxPosition Position, DateTimeOffset? OldestAt, bool Full);

/// <summary>
/// Reads the outbox in order without ever skipping a row that commits late. Rows of transactions older than every
/// running one (<c>pg_snapshot_xmin</c>) are final: the position moves over them. Rows above that watermark are
/// delivered as soon as they are seen, remembered, and not delivered again by this reader; after a restart they are,
/// which versions make harmless. One reader feeds one index; not thread-safe.
/// </summary>
public sealed class OutboxReader(NpgsqlDataSource database, OutboxPosition start, int limit = 500)
{
    private readonly HashSet<long> deliveredEarly = [];

    public OutboxPosition Position { get; private set; } = start;

    /// <summary>The next changes. The position moves only when <see cref="Confirm"/> says they are applied.</summary>
    public async Task<OutboxBatch> ReadAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            WITH mark AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)
            SELECT o.id, o.xid::text, o.action_id, o.xid < mark.xmin, o.created_at
            FROM outbox o, mark
            WHERE (o.xid, o.id) > ($1::xid8, $2) AND NOT (o.id = ANY($3) AND o.xid >= mark.xmin)
            ORDER BY o.xid, o.id LIMIT $4
            """);
        command.Parameters.Add(
            new() { Value = Position.Xid.ToString(System.Globalization.CultureInfo.InvariantCulture),
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown });
        command.Parameters.Add(new() { Value = Position.Id });
        command.Parameters.Add(new() { Value = deliveredEarly.ToArray() });
        command.Parameters.Add(new() { Value = limit });
        var next = Position;
        var actions = new List<long>();
        var seen = new HashSet<long>();
        early.Clear();
        settled.Clear();
        DateTimeOffset? oldest = null;
        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows++;
            var id = reader.GetInt64(0);
            var final = reader.GetBoolean(3);
            if (final)
                next = next with { Xid = ulong.Parse(reader.GetString(1), System.Globalization.CultureInfo.InvariantCulture), Id = id };
            var created = reader.GetFieldValue<DateTimeOffset>(4);
            if (final && deliveredEarly.Contains(id))
            {
                settled.Add(id);
                continue;
            }
            if (!final)
                early.Add(id);
            oldest = oldest is null || created < oldest ? created : oldest;
            if (seen.Add(reader.GetInt64(2)))
                actions.Add(reader.GetInt64(2));
        }
        return new(actions, next, oldest, rows >= limit);
    }

    /// <summary>The batch read last is applied: go on after it.</summary>
    public void Confirm(OutboxBatch batch)
    {
        Position = batch.Position;
        deliveredEarly.UnionWith(early);
        deliveredEarly.ExceptWith(settled);
    }

    private readonly List<long> early = [];
    private readonly List<long> settled = [];

    /// <summary>
    /// The position of a reader that starts now and has everything that is committed: rows of running transactions
    /// lie above it.
    /// </summary>
    public static async Task<OutboxPosition> CurrentAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "SELECT epoch, pg_snapshot_xmin(pg_current_snapshot())::text FROM index_epoch");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new(reader.GetGuid(0), ulong.Parse(reader.GetString(1), System.Globalization.CultureInfo.InvariantCulture), 0);
    }

    /// <summary>Whether the outbox still holds everything after the position, in the same database.</summary>
    public static async Task<bool> CanResumeAsync(NpgsqlDataSource database, OutboxPosition? position, CancellationToken cancel)
    {
        if (position is null)
            return false;
        await using var command = database.CreateCommand("""
            SELECT epoch = $1 AND (purged_xid, purged_id) <= ($2::xid8, $3)
                AND $2::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) FROM index_epoch
            """);
        command.Parameters.Add(new() { Value = position.Epoch });
        command.Parameters.Add(
            new() { Value = position.Xid.ToString(System.Globalization.CultureInfo.InvariantCulture),
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown });
        command.Parameters.Add(new() { Value = position.Id });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
