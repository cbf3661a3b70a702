using System.Runtime.CompilerServices;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Npgsql;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>
/// A provider's published offers in the order of the file they came from, in one snapshot: an import that commits meanwhile is
/// seen wholly or not at all, however often they are read.
/// </summary>
internal sealed class PublishedOffers : IAsyncDisposable
{
    /// <summary>Offers held in memory at a time.</summary>
    private const int BatchSize = 100;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction snapshot;
    private readonly string siret;

    private PublishedOffers(NpgsqlConnection connection, NpgsqlTransaction snapshot, string siret) =>
        (this.connection, this.snapshot, this.siret) = (connection, snapshot, siret);

    public static async Task<PublishedOffers> OpenAsync(NpgsqlDataSource database, string siret, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            return new(connection, await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel), siret);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>With their actions and sessions; where the actions take place is not looked up.</summary>
    /// <param name="since">Number of an offer: those after it alone. Null: all.</param>
    public async IAsyncEnumerable<AcceptedOffer> ReadAsync([EnumeratorCancellation] CancellationToken cancel, string? since = null)
    {
        var after = since is null ? (Position: int.MinValue, Id: 0L) : await PlaceOfAsync(since, cancel);
        while (true)
        {
            var offers = await ReadOffersAsync(after, cancel);
            if (offers.Count == 0)
                yield break;
            after = (offers[^1].Position, offers[^1].Id);
            foreach (var offer in await WithActionsAsync(offers, cancel))
                yield return offer;
        }
    }

    /// <summary>Those of some numbers, in no order.</summary>
    public async Task<IReadOnlyList<AcceptedOffer>> FindAsync(IReadOnlyCollection<string> numbers, CancellationToken cancel)
    {
        var offers = await QueryAsync("siret = $1 AND archived_at IS NULL AND number = ANY($2)", cancel, siret, numbers.ToArray());
        return await WithActionsAsync(offers, cancel);
    }

    private async Task<IReadOnlyList<AcceptedOffer>> WithActionsAsync(List<OfferRow> offers, CancellationToken cancel)
    {
        var children = await ReadActionsAsync(offers.ConvertAll(o => o.Id), cancel);
        return [.. offers.Select(row => new AcceptedOffer(row.Offer, [.. children[row.Id].Select(a =>
            new AcceptedAction(a.Action, new Location(null, null, null), a.Sessions, a.Seats))]))];
    }

    private sealed record OfferRow(long Id, int Position, Offer Offer);

    private sealed record ActionRow(long Id, long OfferId, TrainingAction Action, List<Session> Sessions, Dictionary<string, int> Seats);

    /// <summary>Of an offer that has been archived since too; of none that ever was, the end.</summary>
    private async Task<(int Position, long Id)> PlaceOfAsync(string number, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT position, id FROM offer WHERE siret = $1 AND number = $2", connection)
        {
            Parameters = { new() { Value = siret }, new() { Value = number } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt32(0), row.GetInt64(1)) : (int.MaxValue, long.MaxValue);
    }

    private Task<List<OfferRow>> ReadOffersAsync((int Position, long Id) after, CancellationToken cancel) => QueryAsync(
        $"siret = $1 AND archived_at IS NULL AND (position, id) > ($2, $3) ORDER BY position, id LIMIT {BatchSize}", cancel, siret,
        after.Position, after.Id);

    private async Task<List<OfferRow>> QueryAsync(string which, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand($"SELECT id, position, content::text FROM offer WHERE {which}", connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var offers = new List<OfferRow>();
        while (await rows.ReadAsync(cancel))
            offers.Add(new(rows.GetInt64(0), rows.GetInt32(1), CatalogueJson.ReadOffer(rows.GetString(2))));
        return offers;
    }

    private async Task<ILookup<long, ActionRow>> ReadActionsAsync(List<long> offers, CancellationToken cancel)
    {
        var actions = new List<ActionRow>();
        await using (var command = new NpgsqlCommand("""
            SELECT id, offer_id, content::text FROM action
            WHERE offer_id = ANY($1) AND archived_at IS NULL ORDER BY position, id
            """, connection) { Parameters = { new() { Value = offers } } })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                actions.Add(new(rows.GetInt64(0), rows.GetInt64(1), CatalogueJson.ReadAction(rows.GetString(2)), [], []));
        }

        var byId = actions.ToDictionary(a => a.Id);
        await using (var command = new NpgsqlCommand("""
            SELECT action_id, content::text, capacity FROM session
            WHERE action_id = ANY($1) AND archived_at IS NULL ORDER BY position, id
            """, connection) { Parameters = { new() { Value = byId.Keys.ToArray() } } })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                var (action, session) = (byId[rows.GetInt64(0)], CatalogueJson.ReadSession(rows.GetString(1)));
                action.Sessions.Add(session);
                if (!rows.IsDBNull(2))
                    action.Seats[session.Number] = rows.GetInt32(2);
            }
        }
        return actions.ToLookup(a => a.OfferId);
    }

    public async ValueTask DisposeAsync()
    {
        await snapshot.DisposeAsync();
        await connection.DisposeAsync();
    }
}
