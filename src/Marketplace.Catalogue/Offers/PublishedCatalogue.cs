using Marketplace.Platform.Decisions;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Keys and hashes of all that a provider has published, or of one offer of it, loaded in three queries:
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

    /// <summary>The actions whose sessions are among the unseen ones.</summary>
    public IEnumerable<long> ActionsWithUnseenSessions() =>
        sessions.Where(s => s.Value.Unseen).Select(s => actions[(s.Key.Offer, s.Key.Action)].Id);

    /// <summary>The published actions of these offers.</summary>
    public IEnumerable<long> ActionsOf(HashSet<string> changed) =>
        changed.Count == 0 ? [] : actions.Where(a => !a.Value.Archived && changed.Contains(a.Key.Offer)).Select(a => a.Value.Id);

    /// <summary>
    /// The version of an offer with its actions and sessions, whatever their order; of one that is not published, <see
    /// cref="StateVersion.None"/>.
    /// </summary>
    public string Version(string offer)
    {
        if (Offer(offer) is not { Archived: false } published)
            return StateVersion.None;
        var marks = actions.Where(a => a.Key.Offer == offer && !a.Value.Archived).Select(a => (Key: $"{a.Key.Action}\n", a.Value.Mark))
            .Concat(sessions.Where(s => s.Key.Offer == offer && !s.Value.Archived)
                .Select(s => (Key: $"{s.Key.Action}\n{s.Key.Session}", s.Value.Mark)))
            .OrderBy(m => m.Key, StringComparer.Ordinal);
        return StateVersion.Of([published.Mark, .. marks.SelectMany(m => new[] { m.Key, m.Mark })]);
    }

    /// <summary>The version of all that is published, whatever its order.</summary>
    public string Version() => StateVersion.Of([.. offers.Where(o => !o.Value.Archived).Select(o => (Key: o.Key, o.Value.Mark))
        .Concat(actions.Where(a => !a.Value.Archived).Select(a => (Key: $"{a.Key.Offer}\n{a.Key.Action}", a.Value.Mark)))
        .Concat(sessions.Where(s => !s.Value.Archived)
            .Select(s => (Key: $"{s.Key.Offer}\n{s.Key.Action}\n{s.Key.Session}", s.Value.Mark)))
        .OrderBy(m => m.Key, StringComparer.Ordinal).SelectMany(m => new[] { m.Key, m.Mark })]);

    private static List<long> Unseen<TKey>(Dictionary<TKey, PublishedItem> items) where TKey : notnull =>
        [.. items.Values.Where(i => i.Unseen).Select(i => i.Id)];

    /// <param name="offer">Its number, when only one offer is compared; null: all of them.</param>
    public static async Task<PublishedCatalogue> LoadAsync(
        NpgsqlConnection connection, string siret, CancellationToken cancel, string? offer = null)
    {
        var catalogue = new PublishedCatalogue();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Query("SELECT o.id, o.content_hash, o.archived_at IS NOT NULL, o.position, NULL::int, o.number FROM offer o", siret, offer),
                Query("""
                    SELECT a.id, a.content_hash, a.archived_at IS NOT NULL, a.position, NULL::int, o.number, a.number
                    FROM offer o JOIN action a ON a.offer_id = o.id
                    """, siret, offer),
                Query("""
                    SELECT s.id, s.content_hash, s.archived_at IS NOT NULL, s.position, s.capacity, o.number, a.number, s.number
                    FROM offer o JOIN action a ON a.offer_id = o.id JOIN session s ON s.action_id = a.id
                    """, siret, offer),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            catalogue.offers[reader.GetString(5)] = Item(reader);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            catalogue.actions[(reader.GetString(5), reader.GetString(6))] = Item(reader);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            catalogue.sessions[(reader.GetString(5), reader.GetString(6), reader.GetString(7))] = Item(reader);
        return catalogue;
    }

    private static PublishedItem Item(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2), reader.GetInt32(3), reader.IsDBNull(4)
            ? null : reader.GetInt32(4));

    private static NpgsqlBatchCommand Query(string sql, string siret, string? offer)
    {
        var query = new NpgsqlBatchCommand(sql + (offer is null ? " WHERE o.siret = $1" : " WHERE o.siret = $1 AND o.number = $2"));
        query.Parameters.Add(new() { Value = siret });
        if (offer is not null)
            query.Parameters.Add(new() { Value = offer });
        return query;
    }
}
