using Marketplace.Catalogue.Changes;
using System.Data;
using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// Reads batches of a scan. Offers and sessions are read apart: an offer's texts are most of what is read and come once
/// for all its actions, and sessions gathered row by row take the server longer.
/// </summary>
internal sealed class ScanReader(ActionScan scan, NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    /// <summary>Batches are looked up by key: plans that read whole tables once would read them once a batch.</summary>
    private const string ByKeyOnly =
        "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0";

    private const string Offers = $"""
        SELECT id, content::text, siret, certification_code FROM offer o WHERE {Visibility.OfferShown} AND {Visibility.Listed}
            AND id = ANY(ARRAY(SELECT DISTINCT offer_id FROM action a WHERE id > $1 AND id <= $2 AND {Visibility.ActionShown}))
        """;

    private const string Sessions = """
        SELECT action_id, number, starts, ends, open, guaranteed, capacity, seats_taken FROM session
        WHERE action_id > $1 AND action_id <= $2 AND archived_at IS NULL ORDER BY action_id, starts NULLS FIRST, number
        """;

    private const string Actions = $"""
        SELECT {RowColumns.Action}, a.offer_id FROM action a WHERE a.id > $1 AND a.id <= $2 AND {Visibility.ActionShown} ORDER BY a.id
        """;

    public static async Task<ScanReader> BeginAsync(ActionScan scan, NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await using var join = new NpgsqlCommand($"SET TRANSACTION SNAPSHOT '{scan.Snapshot}'; {ByKeyOnly}", connection, transaction);
            await join.ExecuteNonQueryAsync(cancel);
            return new ScanReader(scan, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The published ones of the next actions, which may be none; null after the last.</summary>
    public async Task<IReadOnlyList<ActionRow>?> NextAsync(CancellationToken cancel)
    {
        if (await scan.ClaimAsync(cancel) is not { } range)
            return null;
        var sides = scan.Sides;
        var offers = new Dictionary<long, OfferRow>();
        await ReadAsync(Offers, range,
            r => offers.Add(r.GetInt64(0), sides.Offer(r.GetFieldValue<byte[]>(1), r.GetString(2), r.GetString(3))), cancel);
        var sessions = new Dictionary<long, List<SessionRow>>();
        await ReadAsync(Sessions, range, r => AddSession(sessions, r), cancel);
        var rows = new List<ActionRow>();
        await ReadAsync(Actions, range, r =>
        {
            if (offers.TryGetValue(r.GetInt64(RowColumns.ActionWidth), out var offer))
                rows.Add(RowColumns.ReadAction(
                    r, archived: false, sides.Place(RowColumns.Text(r, 5)), offer, sessions.GetValueOrDefault(r.GetInt64(0)) ?? []));
        }, cancel);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task ReadAsync(string sql, (long After, long Until) range, Action<NpgsqlDataReader> row, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction)
        { Parameters = { new() { Value = range.After }, new() { Value = range.Until } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            row(reader);
    }

    private static void AddSession(Dictionary<long, List<SessionRow>> sessions, NpgsqlDataReader reader)
    {
        if (!sessions.TryGetValue(reader.GetInt64(0), out var own))
            sessions[reader.GetInt64(0)] = own = [];
        own.Add(new SessionRow(
            reader.GetString(1), Day(reader, 2), Day(reader, 3), reader.GetBoolean(4), reader.GetBoolean(5),
            reader.IsDBNull(6) ? null : reader.GetInt32(6), reader.GetInt32(7)));
    }

    private static DateOnly? Day(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
