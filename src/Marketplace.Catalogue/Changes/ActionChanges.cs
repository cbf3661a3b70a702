using Npgsql;

namespace Marketplace.Catalogue.Changes;

/// <summary>
/// Announces the published actions that show a changed reference row, in the transaction of that change,
/// so that the search index follows.
/// </summary>
internal static class Reprojection
{
    public static Task<int> OfPlacesAsync(NpgsqlConnection connection, IReadOnlyCollection<string> inseeCodes, CancellationToken cancel) =>
        AnnounceAsync(connection, "a.insee = ANY($1)", inseeCodes, cancel);

    public static Task<int> OfCertificationsAsync(NpgsqlConnection connection, IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        AnnounceAsync(connection, "o.certification_code = ANY($1)", codes, cancel);

    public static Task<int> OfProvidersAsync(NpgsqlConnection connection, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        AnnounceAsync(connection, "o.siret = ANY($1)", sirets, cancel);

    private static async Task<int> AnnounceAsync(
        NpgsqlConnection connection, string condition, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
            return 0;
        await using var command = new NpgsqlCommand($"""
            WITH touched AS (
                UPDATE action a SET version = nextval('catalogue_version'), updated_at = now()
                FROM offer o
                WHERE o.id = a.offer_id AND a.archived_at IS NULL AND {condition}
                RETURNING a.id)
            INSERT INTO outbox (action_id) SELECT id FROM touched
            """, connection);
        command.Parameters.Add(new() { Value = keys.ToArray() });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
