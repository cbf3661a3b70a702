using Marketplace.Catalogue.Changes;
using Marketplace.Catalogue.Places;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// One offer read and written whole, for a provider's forms, without the rest of its catalogue. What wins when a file
/// changes the same offer: docs/decisions/0047.
/// </summary>
public sealed class OfferWriting(NpgsqlDataSource database)
{
    /// <summary>The published offer; null when there is none under this number.</summary>
    public async Task<ShownOffer?> FindAsync(string siret, string number, PlaceDirectory places, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // One snapshot: the version is that of what is shown.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var published = await PublishedCatalogue.LoadAsync(connection, siret, cancel, number);
        return published.Offer(number) is { Archived: false } offer
            ? new(await OfferReading.ReadAsync(connection, offer.Id, places, cancel), published.Version(number))
            : null;
    }

    /// <summary>The offer that was archived under this number, as it was then; null when none was.</summary>
    public async Task<AcceptedOffer?> FindArchivedAsync(string siret, string number, PlaceDirectory places, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var published = await PublishedCatalogue.LoadAsync(connection, siret, cancel, number);
        return published.Offer(number) is { Archived: true } offer
            ? await OfferReading.ReadAsync(connection, offer.Id, places, cancel) : null;
    }

    /// <summary>
    /// Publishes an offer as it is given, in the caller's transaction (READ COMMITTED) under the provider's lock: only
    /// what differs is written and announced, and its actions and sessions that are not given are archived.
    /// </summary>
    /// <param name="shown">The <see cref="ShownOffer.Version"/> that was changed; <see cref="Platform.Decisions.StateVersion.None"/> for a
    /// new offer.</param>
    /// <returns>Null: what is published is no longer what was shown, and nothing was written.</returns>
    public async Task<ImportChanges?> SaveAsync(
        NpgsqlConnection connection, string siret, AcceptedOffer offer, string shown, CancellationToken cancel)
    {
        await ProviderLock.TakeAsync(connection, siret, cancel);
        var number = offer.Offer.Number;
        var published = await PublishedCatalogue.LoadAsync(connection, siret, cancel, number);
        if (published.Version(number) != shown)
            return null;
        var writer = new CatalogueWriter(database, connection, published, siret);
        await writer.AddAsync(offer, published.Offer(number)?.Position ?? await NextPositionAsync(connection, siret, cancel), cancel);
        return await writer.FinishAsync(complete: true, cancel);
    }

    /// <summary>Takes an offer with its actions and sessions out of the catalogue, in the caller's transaction. Seats taken stay.</summary>
    /// <param name="shown">The <see cref="ShownOffer.Version"/> that was decided on.</param>
    /// <returns>False: what is published is no longer what was shown, and nothing was written.</returns>
    public static async Task<bool> ArchiveAsync(
        NpgsqlConnection connection, string siret, string number, string shown, CancellationToken cancel)
    {
        await ProviderLock.TakeAsync(connection, siret, cancel);
        var published = await PublishedCatalogue.LoadAsync(connection, siret, cancel, number);
        if (published.Offer(number) is not { Archived: false } offer || published.Version(number) != shown)
            return false;
        await ActionChanges.AnnounceAsync(connection, [.. published.ActionsOf([number])], cancel);
        await using var archive = new NpgsqlBatch(connection);
        foreach (var sql in new[]
        {
            "UPDATE session s SET archived_at = now() FROM action a WHERE a.id = s.action_id AND a.offer_id = $1 AND s.archived_at IS NULL",
            "UPDATE action SET archived_at = now() WHERE offer_id = $1 AND archived_at IS NULL",
            "UPDATE offer SET archived_at = now() WHERE id = $1",
        })
            archive.BatchCommands.Add(new(sql) { Parameters = { new() { Value = offer.Id } } });
        await archive.ExecuteNonQueryAsync(cancel);
        return true;
    }

    private static async Task<int> NextPositionAsync(NpgsqlConnection connection, string siret, CancellationToken cancel)
    {
        await using var last = new NpgsqlCommand("SELECT coalesce(max(position), 0) + 1 FROM offer WHERE siret = $1", connection);
        last.Parameters.Add(new() { Value = siret });
        return (int)(await last.ExecuteScalarAsync(cancel))!;
    }
}

/// <summary>A published offer, for a form that changes it.</summary>
/// <param name="Version">A mark over the offer, its actions and its sessions, which the form carries back (docs/decisions/0035).</param>
public sealed record ShownOffer(AcceptedOffer Offer, string Version);
