using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Npgsql;

namespace Marketplace.Benchmarks.Import;

/// <summary>Published catalogues read back as records, to be written again elsewhere.</summary>
internal static class CatalogueSample
{
    /// <summary>Providers in the order of their SIRET.</summary>
    public static async Task<IReadOnlyList<(string Siret, List<AcceptedOffer> Offers)>> ReadAsync(
        NpgsqlDataSource database, ReferenceData reference, int providers, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            SELECT o.siret, o.id, o.content::text, a.id, a.content::text, a.insee, s.content::text
            FROM (SELECT siret FROM provider ORDER BY siret LIMIT $1) p
            JOIN offer o USING (siret) JOIN action a ON a.offer_id = o.id JOIN session s ON s.action_id = a.id
            ORDER BY o.siret, o.id, a.id, s.id
            """);
        command.Parameters.Add(new() { Value = providers });
        var catalogues = new List<(string, List<AcceptedOffer>)>();
        var (siret, offerId, actionId) = ("", 0L, 0L);
        List<AcceptedAction> actions = [];
        List<Session> sessions = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (siret != reader.GetString(0))
                catalogues.Add((siret = reader.GetString(0), []));
            if (offerId != reader.GetInt64(1))
            {
                offerId = reader.GetInt64(1);
                catalogues[^1].Item2.Add(new(CatalogueJson.ReadOffer(reader.GetString(2)), actions = []));
            }
            if (actionId != reader.GetInt64(3))
            {
                actionId = reader.GetInt64(3);
                var place = reader.IsDBNull(5) ? null : reference.Places.ByInsee(reader.GetString(5));
                actions.Add(new(CatalogueJson.ReadAction(reader.GetString(4)), new Location(place, place?.Lat, place?.Lng), sessions = []));
            }
            sessions.Add(CatalogueJson.ReadSession(reader.GetString(6)));
        }
        return catalogues;
    }
}
