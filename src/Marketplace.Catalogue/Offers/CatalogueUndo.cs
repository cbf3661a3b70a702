using Dapper;
using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>What stands against bringing a catalogue back.</summary>
public enum UndoObstacle
{
    None,
    /// <summary>What was kept of the catalogue before is no longer there: another file was published since.</summary>
    Forgotten,
    /// <summary>The catalogue is no longer what the import left.</summary>
    Changed,
    /// <summary>A session would have fewer seats than are taken by now.</summary>
    SeatsTaken,
}

/// <summary>Brings a provider's catalogue back to what it was before an import that kept it (docs/decisions/0058).</summary>
public static class CatalogueUndo
{
    /// <summary>Actions whose document changes: their own row, their offer's, or one of their sessions'.</summary>
    private const string Touched = """
        WITH kept AS (SELECT actions, sessions FROM catalogue_snapshot WHERE id = @snapshot),
        mine AS (SELECT a.id, a.offer_id, a.archived_at FROM offer o JOIN action a ON a.offer_id = o.id WHERE o.siret = @siret),
        was AS (SELECT unnest(actions) AS id FROM kept),
        were AS (SELECT unnest(sessions) AS id FROM kept)
        SELECT m.id FROM mine m LEFT JOIN was w ON w.id = m.id WHERE (w.id IS NULL) = (m.archived_at IS NULL)
        UNION SELECT s.action_id FROM mine m JOIN session s ON s.action_id = m.id LEFT JOIN were w ON w.id = s.id
            WHERE (w.id IS NULL) = (s.archived_at IS NULL)
        UNION SELECT b.id FROM catalogue_before b WHERE b.snapshot = @snapshot AND b.kind = 'action'
        UNION SELECT s.action_id FROM catalogue_before b JOIN session s ON s.id = b.id WHERE b.snapshot = @snapshot AND b.kind = 'session'
        UNION SELECT m.id FROM catalogue_before b JOIN mine m ON m.offer_id = b.id WHERE b.snapshot = @snapshot AND b.kind = 'offer'
        """;

    private static readonly string[] Restore =
    [
        Rows("offer", "title", "certification_code", "blocks", "content", "content_hash", "archived_at"),
        Rows("action", "modality", "insee", "lat", "lng", "price_cents", "vat_rate", "price_exclusive_cents", "hours", "permanent_entry",
            "content", "content_hash", "archived_at"),
        Rows("session", "starts", "ends", "open", "guaranteed", "capacity", "content", "content_hash", "archived_at"),
        Published("offer", "i.siret = @siret"),
        Published("action", "i.offer_id IN (SELECT id FROM offer WHERE siret = @siret)"),
        Published("session", "i.action_id IN (SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = @siret)"),
        "DELETE FROM catalogue_snapshot WHERE id = @snapshot",
    ];

    /// <summary>Does it in the caller's transaction (READ COMMITTED), under the provider's lock.</summary>
    /// <param name="version">Of the catalogue as the import left it.</param>
    /// <returns>What stands against it; then nothing was written.</returns>
    public static async Task<UndoObstacle> RunAsync(
        NpgsqlConnection connection, string siret, Guid snapshot, string version, CancellationToken cancel)
    {
        await ProviderLock.TakeAsync(connection, siret, cancel);
        var values = new { snapshot, siret };
        if (!await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
            "SELECT EXISTS (SELECT FROM catalogue_snapshot WHERE id = @snapshot)", values, cancellationToken: cancel)))
            return UndoObstacle.Forgotten;
        if ((await PublishedCatalogue.LoadAsync(connection, siret, cancel)).Version() != version)
            return UndoObstacle.Changed;
        // Actions are locked before their sessions, as by who takes a seat.
        var touched = (await connection.QueryAsync<long>(new CommandDefinition(Touched, values, cancellationToken: cancel))).AsList();
        await ActionChanges.AnnounceAsync(connection, touched, cancel);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT EXISTS (SELECT FROM catalogue_before b JOIN session s ON s.id = b.id
                WHERE b.snapshot = @snapshot AND b.kind = 'session' AND (b.content ->> 'capacity')::int < s.seats_taken)
            """, values, cancellationToken: cancel)))
            return UndoObstacle.SeatsTaken;
        foreach (var sql in Restore)
            await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancel));
        return UndoObstacle.None;
    }

    /// <summary>Each changed row as it was.</summary>
    private static string Rows(string table, params string[] columns) => $"""
        UPDATE {table} i SET {string.Join(", ", columns.Select(c => $"{c} = r.{c}"))}
        FROM catalogue_before b, jsonb_populate_record(NULL::{table}, b.content) r
        WHERE b.snapshot = @snapshot AND b.kind = '{table}' AND i.id = b.id
        """;

    /// <summary>What was published then is published again, at its place; what was not is archived.</summary>
    private static string Published(string table, string ofTheProvider) => $"""
        WITH was AS MATERIALIZED (SELECT unnest({table}s) AS id, unnest({table}_positions) AS position FROM catalogue_snapshot WHERE id = @snapshot)
        UPDATE {table} i SET position = was.position, archived_at = NULL FROM was
        WHERE i.id = was.id AND (i.archived_at IS NOT NULL OR i.position <> was.position);
        WITH was AS MATERIALIZED (SELECT unnest({table}s) AS id FROM catalogue_snapshot WHERE id = @snapshot)
        UPDATE {table} i SET archived_at = now()
        WHERE i.archived_at IS NULL AND {ofTheProvider} AND NOT EXISTS (SELECT FROM was WHERE was.id = i.id)
        """;
}
