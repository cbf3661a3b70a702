using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// What an import writes over, kept under its snapshot in its own transaction, so that <see cref="CatalogueUndo"/> can bring it back:
/// which items were published in which order, and each changed row as it was.
/// </summary>
internal sealed class KeptRows(Guid snapshot)
{
    private readonly Dictionary<string, List<long>> waiting = new() { ["offer"] = [], ["action"] = [], ["session"] = [] };

    public void Offer(long id) => waiting["offer"].Add(id);

    public void Action(long id) => waiting["action"].Add(id);

    public void Session(long id) => waiting["session"].Add(id);

    /// <summary>
    /// Begins a snapshot, under the provider's lock and before anything is written; earlier ones of the provider are over.
    /// </summary>
    public async Task BeginAsync(NpgsqlConnection connection, string siret, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("DELETE FROM catalogue_snapshot WHERE siret = $1") { Parameters = { new() { Value = siret } } });
        batch.BatchCommands.Add(new("""
            WITH offers AS (SELECT id, position FROM offer WHERE siret = $2 AND archived_at IS NULL),
            actions AS (SELECT a.id, a.position FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = $2 AND a.archived_at IS NULL),
            sessions AS (SELECT s.id, s.position FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id
                WHERE o.siret = $2 AND s.archived_at IS NULL)
            INSERT INTO catalogue_snapshot (id, siret, offers, offer_positions, actions, action_positions, sessions, session_positions)
            SELECT $1, $2, coalesce(o.ids, '{}'), coalesce(o.positions, '{}'), coalesce(a.ids, '{}'), coalesce(a.positions, '{}'),
                coalesce(s.ids, '{}'), coalesce(s.positions, '{}')
            FROM (SELECT array_agg(id) AS ids, array_agg(position) AS positions FROM offers) o,
                (SELECT array_agg(id) AS ids, array_agg(position) AS positions FROM actions) a,
                (SELECT array_agg(id) AS ids, array_agg(position) AS positions FROM sessions) s
            """) { Parameters = { new() { Value = snapshot }, new() { Value = siret } } });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Keeps what is about to be written over.</summary>
    public async Task KeepAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (table, ids) in waiting.Where(w => w.Value.Count > 0))
            batch.BatchCommands.Add(new($"""
                INSERT INTO catalogue_before (snapshot, kind, id, content)
                SELECT $1, '{table}', id, to_jsonb({table}) FROM {table} WHERE id = ANY($2) ON CONFLICT DO NOTHING
                """) { Parameters = { new() { Value = snapshot }, new() { Value = ids.ToArray() } } });
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancel);
        foreach (var ids in waiting.Values)
            ids.Clear();
    }
}
