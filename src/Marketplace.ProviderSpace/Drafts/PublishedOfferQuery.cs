using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Sheets.Forms;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>Reads one offer that was published.</summary>
public sealed class PublishedOfferQuery(NpgsqlDataSource database, OfferWriting offers, ReferenceDataStore reference, TimeProvider clock)
{
    /// <summary>Null: none of these establishments published it.</summary>
    public async Task<PublishedOffer?> FindAsync(long id, IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition("""
            SELECT o.siret, o.number, o.title, d.id AS draft,
                CASE WHEN o.archived_at IS NOT NULL THEN 4 WHEN o.withdrawn_at IS NOT NULL THEN 3 WHEN o.suspended_at IS NOT NULL THEN 2
                    ELSE 1 END AS state
            FROM offer o LEFT JOIN offer_draft d ON d.siret = o.siret AND d.number = o.number
            WHERE o.id = @id AND o.siret = ANY (@sirets);

            SELECT a.id, a.number, a.public_id AS publicid, a.modality, p.name AS city, a.price_cents AS pricecents,
                count(s.id)::int AS sessions, coalesce(sum(s.seats_taken), 0)::int AS taken,
                min(s.starts) FILTER (WHERE s.starts >= @today) AS next, a.withdrawn_at IS NOT NULL AS withdrawn
            FROM action a JOIN offer o ON o.id = a.offer_id LEFT JOIN place p ON p.insee = a.insee
            LEFT JOIN session s ON s.action_id = a.id AND s.archived_at IS NOT DISTINCT FROM o.archived_at
            WHERE o.id = @id AND a.archived_at IS NOT DISTINCT FROM o.archived_at
            GROUP BY a.id, p.name ORDER BY a.position, a.id
            """, new { id, sirets = sirets.ToArray(), today = clock.Today() }, cancellationToken: cancel));
        if (await results.ReadSingleOrDefaultAsync<Row>() is not { } row)
            return null;
        var actions = (await results.ReadAsync<PublishedAction>()).AsList();
        var shown = await offers.FindAsync(row.Siret, row.Number, reference.Current.Places, cancel);
        return new(id, row.Siret, row.Number, row.Title, (OfferState)row.State, shown?.Version ?? "", row.Draft, actions);
    }

    /// <summary>What an offer says, as its forms show it; an archived one as it was.</summary>
    /// <returns>Null: there is none, and was none.</returns>
    public async Task<(TypedOffer Offer, string Shown)?> TypedAsync(string siret, string number, CancellationToken cancel)
    {
        var places = reference.Current.Places;
        if (await offers.FindAsync(siret, number, places, cancel) is { } shown)
            return (OfferForm.Write(siret, shown.Offer), shown.Version);
        return await offers.FindArchivedAsync(siret, number, places, cancel) is { } archived
            ? (OfferForm.Write(siret, archived), "") : null;
    }

    /// <summary>The row of what is published under a number; null: nothing is.</summary>
    public async Task<long?> IdAsync(string siret, string number, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            "SELECT id FROM offer WHERE siret = @siret AND number = @number", new { siret, number }, cancellationToken: cancel));
    }

    private sealed record Row(string Siret, string Number, string Title, Guid? Draft, int State);
}
