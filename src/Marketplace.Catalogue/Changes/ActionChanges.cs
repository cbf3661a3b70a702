using Npgsql;

namespace Marketplace.Catalogue.Changes;

/// <summary>
/// « Version up, outbox row », in the transaction of the change itself: the one place that tells the search index that an
/// action's document is no longer what it was. A statement that writes actions anyway takes both halves from here
/// (<see cref="Raise"/>, <see cref="Tell"/>), so that no row is written twice.
/// </summary>
public static class ActionChanges
{
    /// <summary>For the SET of a statement that updates <c>action</c>.</summary>
    internal const string Raise = "version = nextval('catalogue_version'), updated_at = now()";

    /// <summary>The end of a statement whose part <c>touched</c> returns the ids of the actions it wrote.</summary>
    internal const string Tell = "INSERT INTO outbox (action_id) SELECT id FROM touched";

    /// <summary>Announces these actions, archived ones too: the index has to forget them.</summary>
    /// <returns>How many there are.</returns>
    public static Task<int> AnnounceAsync(NpgsqlConnection connection, IReadOnlyCollection<long> actions, CancellationToken cancel) =>
        AnnounceAsync(connection, "a.id = ANY($1)", actions, cancel);

    /// <summary>Announces the published actions in these communes.</summary>
    public static Task<int> AnnounceInPlacesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> inseeCodes, CancellationToken cancel) =>
        AnnounceAsync(connection, "a.archived_at IS NULL AND a.insee = ANY($1)", inseeCodes, cancel);

    /// <summary>Announces the published actions that lead to these certifications.</summary>
    public static Task<int> AnnounceOfCertificationsAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        AnnounceAsync(connection, "a.archived_at IS NULL AND o.certification_code = ANY($1)", codes, cancel);

    /// <summary>Announces the published actions of these providers.</summary>
    public static Task<int> AnnounceOfProvidersAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        AnnounceAsync(connection, "a.archived_at IS NULL AND o.siret = ANY($1)", sirets, cancel);

    /// <summary>A version above all given so far, for a document that stands for no action.</summary>
    public static async Task<long> NextVersionAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT nextval('catalogue_version')");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<int> AnnounceAsync<TKey>(
        NpgsqlConnection connection, string condition, IReadOnlyCollection<TKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
            return 0;
        await using var command = new NpgsqlCommand($"""
            WITH touched AS (UPDATE action a SET {Raise} FROM offer o WHERE o.id = a.offer_id AND {condition} RETURNING a.id)
            {Tell}
            """, connection);
        command.Parameters.Add(new() { Value = keys.ToArray() });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
