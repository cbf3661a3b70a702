using Dapper;
using Marketplace.Catalogue.Places;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Reads an offer back as it was accepted: saved again unchanged, nothing of it changes. An archived one comes with the actions and
/// sessions that were archived in the same moment.
/// </summary>
internal static class OfferReading
{
    private const string Sql = """
        SELECT content::text FROM offer WHERE id = @offer;

        SELECT a.id, a.content::text, a.insee, a.lat, a.lng FROM action a JOIN offer o ON o.id = a.offer_id
        WHERE o.id = @offer AND a.archived_at IS NOT DISTINCT FROM o.archived_at ORDER BY a.position, a.id;

        SELECT s.action_id, s.number, s.content::text, s.capacity FROM session s JOIN action a ON a.id = s.action_id
        JOIN offer o ON o.id = a.offer_id
        WHERE o.id = @offer AND a.archived_at IS NOT DISTINCT FROM o.archived_at AND s.archived_at IS NOT DISTINCT FROM o.archived_at
        ORDER BY s.position, s.id;
        """;

    public static async Task<AcceptedOffer> ReadAsync(
        NpgsqlConnection connection, long offer, PlaceDirectory places, CancellationToken cancel)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Sql, new { offer }, cancellationToken: cancel));
        var content = CatalogueJson.ReadOffer(await results.ReadSingleAsync<string>());
        var actions = (await results.ReadAsync<(long Id, string Content, string? Insee, double? Lat, double? Lng)>()).AsList();
        var sessions = (await results.ReadAsync<(long Action, string Number, string Content, int? Capacity)>()).ToLookup(s => s.Action);
        return new AcceptedOffer(content, [.. actions.Select(a => new AcceptedAction(
            CatalogueJson.ReadAction(a.Content),
            new Location(a.Insee is { } insee ? places.ByInsee(insee) : null, a.Lat, a.Lng),
            [.. sessions[a.Id].Select(s => CatalogueJson.ReadSession(s.Content))],
            sessions[a.Id].Where(s => s.Capacity is not null).ToDictionary(s => s.Number, s => s.Capacity!.Value)))]);
    }
}
