using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Keys and hashes of all that a provider has published, loaded in three queries:
/// enough to tell new, changed and unchanged items apart without reading their contents.
/// </summary>
internal sealed class PublishedCatalogue
{
    private readonly Dictionary<string, PublishedItem> offers = [];
    private readonly Dictionary<(string Offer, string Action), PublishedItem> actions = [];
    private readonly Dictionary<(string Offer, string Action, string Session), PublishedItem> sessions = [];

    public PublishedItem? Offer(string offer) => offers.GetValueOrDefault(offer);

    public PublishedItem? Action(string offer, string action) => actions.GetValueOrDefault((offer, action));

    public PublishedItem? Session(string offer, string action, string session) => sessions.GetValueOrDefault((offer, action, session));

    public IReadOnlyList<long> UnseenOffers() => Unseen(offers);

    public IReadOnlyList<long> UnseenActions() => Unseen(actions);

    public IReadOnlyList<long> UnseenSessions() => Unseen(sessions);

    private static List<long> Unseen<TKey>(Dictionary<TKey, PublishedItem> items) where TKey : notnull =>
        [.. items.Values.Where(i => !i.Seen && !i.Archived).Select(i => i.Id)];

    public static async Task<PublishedCatalogue> LoadAsync(NpgsqlConnection connection, string siret, CancellationToken cancel)
    {
        var catalogue = new PublishedCatalogue();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Query("SELECT id, content_hash, archived_at IS NOT NULL, position, number FROM offer WHERE siret = $1", siret),
                Query("""
                    SELECT a.id, a.content_hash, a.archived_at IS NOT NULL, a.position, o.number, a.number
                    FROM offer o JOIN action a ON a.offer_id = o.id WHERE o.siret = $1
                    """, siret),
                Query("""
                    SELECT s.id, s.content_hash, s.archived_at IS NOT NULL, s.position, o.number, a.number, s.number
                    FROM offer o JOIN action a ON a.offer_id = o.id JOIN session s ON s.action_id = a.id WHERE o.siret = $1
                    """, siret),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            catalogue.offers[reader.GetString(4)] = Item(reader);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            catalogue.actions[(reader.GetString(4), reader.GetString(5))] = Item(reader);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            catalogue.sessions[(reader.GetString(4), reader.GetString(5), reader.GetString(6))] = Item(reader);
        return catalogue;
    }

    private static PublishedItem Item(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2), reader.GetInt32(3));

    private static NpgsqlBatchCommand Query(string sql, string siret) =>
        new(sql) { Parameters = { new() { Value = siret } } };
}
