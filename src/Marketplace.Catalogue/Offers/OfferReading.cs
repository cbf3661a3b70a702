using Dapper;
using Marketplace.Catalogue.Places;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>Reads a published offer back as it was accepted: saved again unchanged, nothing of it changes.</summary>
internal static class OfferReading
{
    private const string Sql = """
        SELECT content::text FROM offer WHERE id = @offer;

        SELECT id, content::text, insee, lat, lng FROM action
        WHERE offer_id = @offer AND archived_at IS NULL ORDER BY position, id;

        SELECT s.action_id, s.number, s.content::text, s.capacity FROM session s JOIN action a ON a.id = s.action_id
        WHERE a.offer_id = @offer AND a.archived_at IS NULL AND s.archived_at IS NULL ORDER BY s.position, s.id;
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
