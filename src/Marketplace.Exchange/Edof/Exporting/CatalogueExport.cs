using Marketplace.Catalogue.Offers;
using Npgsql;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>What an export wrote.</summary>
/// <param name="LeftOut">Formations and actions that have no session: the format has no way to say them.</param>
public sealed record ExportCounts(int Formations, int Actions, int Sessions, IReadOnlyList<string> LeftOut);

/// <summary>Writes a provider's published catalogue as an EDOF file, in the order of the file it came from.</summary>
public static class CatalogueExport
{
    /// <summary>Offers held in memory at a time.</summary>
    private const int BatchSize = 100;

    public static async Task<ExportCounts> WriteAsync(
        NpgsqlDataSource database, string siret, Stream stream, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // One snapshot for all batches: an import that commits meanwhile is seen wholly or not at all.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (formations, actions, sessions) = (0, 0, 0);
        var leftOut = new List<string>();
        using var writer = new EdofWriter(stream, siret);
        var after = (Position: int.MinValue, Id: 0L);
        while (true)
        {
            var offers = await ReadOffersAsync(connection, siret, after, cancel);
            if (offers.Count == 0)
                break;
            after = (offers[^1].Position, offers[^1].Id);
            var children = await ReadActionsAsync(connection, offers.ConvertAll(o => o.Id), cancel);
            foreach (var row in offers)
            {
                var published = children[row.Id].ToList();
                leftOut.AddRange(published.Where(a => a.Sessions.Count == 0)
                    .Select(a => $"action {a.Action.Number} (formation {row.Offer.Number})"));
                var exported = published.Where(a => a.Sessions.Count > 0).Select(a => (a.Action, (IReadOnlyList<Session>)a.Sessions))
                    .ToList();
                if (exported.Count == 0)
                {
                    leftOut.Add($"formation {row.Offer.Number}");
                    continue;
                }
                writer.Write(row.Offer, exported);
                formations++;
                actions += exported.Count;
                sessions += exported.Sum(a => a.Item2.Count);
            }
        }
        return new(formations, actions, sessions, leftOut);
    }

    private sealed record OfferRow(long Id, int Position, Offer Offer);

    private sealed record ActionRow(long Id, long OfferId, TrainingAction Action, List<Session> Sessions);

    private static async Task<List<OfferRow>> ReadOffersAsync(
        NpgsqlConnection connection, string siret, (int Position, long Id) after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT id, position, content::text FROM offer
            WHERE siret = $1 AND archived_at IS NULL AND (position, id) > ($2, $3)
            ORDER BY position, id LIMIT $4
            """, connection)
        {
            Parameters = { new() { Value = siret }, new() { Value = after.Position }, new() { Value = after.Id },
                new() { Value = BatchSize } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var offers = new List<OfferRow>();
        while (await rows.ReadAsync(cancel))
            offers.Add(new(rows.GetInt64(0), rows.GetInt32(1), CatalogueJson.ReadOffer(rows.GetString(2))));
        return offers;
    }

    private static async Task<ILookup<long, ActionRow>> ReadActionsAsync(
        NpgsqlConnection connection, List<long> offers, CancellationToken cancel)
    {
        var actions = new List<ActionRow>();
        await using (var command = new NpgsqlCommand("""
            SELECT id, offer_id, content::text FROM action
            WHERE offer_id = ANY($1) AND archived_at IS NULL ORDER BY position, id
            """, connection) { Parameters = { new() { Value = offers } } })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                actions.Add(new(rows.GetInt64(0), rows.GetInt64(1), CatalogueJson.ReadAction(rows.GetString(2)), []));
        }

        var byId = actions.ToDictionary(a => a.Id);
        await using (var command = new NpgsqlCommand("""
            SELECT action_id, content::text FROM session
            WHERE action_id = ANY($1) AND archived_at IS NULL ORDER BY position, id
            """, connection) { Parameters = { new() { Value = byId.Keys.ToArray() } } })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                byId[rows.GetInt64(0)].Sessions.Add(CatalogueJson.ReadSession(rows.GetString(1)));
        }
        return actions.ToLookup(a => a.OfferId);
    }
}
