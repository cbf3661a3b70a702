using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Compares wanted offers with what is published and writes what differs, in the caller's transaction under the
/// provider's lock. Unchanged items are recognised by their hash and cost no write.
/// </summary>
/// <param name="published">What the wanted offers are compared with: the provider's whole catalogue, or one offer of it.</param>
/// <param name="kept">Keeps what is written over; null: nobody will want it back.</param>
internal sealed class CatalogueWriter(
    NpgsqlDataSource database, NpgsqlConnection connection, PublishedCatalogue published, string siret, KeptRows? kept = null)
{
    private readonly CatalogueBatch batch = new(siret);
    private readonly MovedItems moved = new();
    private readonly Placeholders placeholders = new(database, connection, siret);
    /// <summary>Actions rewritten by their own row, so that they are not announced a second time.</summary>
    private readonly HashSet<long> rewritten = [];
    private readonly HashSet<string> changedOffers = [];
    private int added, changed, unchanged;

    /// <summary>Adds or updates an offer with its actions and sessions.</summary>
    /// <param name="position">Its rank in the provider's catalogue.</param>
    public async Task AddAsync(AcceptedOffer accepted, int position, CancellationToken cancel)
    {
        var offer = accepted.Offer;
        await placeholders.NameProviderAsync(accepted, cancel);
        var content = CatalogueJson.Write(offer);
        var hash = ItemHash.Of(content);
        var before = published.Offer(offer.Number);
        var offerChanged = Weigh(before, hash);
        if (!offerChanged)
        {
            moved.Offer(before!, position);
        }
        else
        {
            batch.Add(offer, content, hash, position);
            if (before is not null)
            {
                changedOffers.Add(offer.Number);
                kept?.Offer(before.Id);
            }
        }
        for (var i = 0; i < accepted.Actions.Count; i++)
        {
            AddAction(offer.Number, accepted.Actions[i], i, offerChanged);
            if (batch.Count >= CatalogueBatch.Limit)
                await FlushAsync(cancel);
        }
        if (batch.Count >= CatalogueBatch.Limit)
            await FlushAsync(cancel);
    }

    /// <summary>Writes the rest and announces it.</summary>
    /// <param name="complete">What was published and not added is archived.</param>
    public async Task<ImportChanges> FinishAsync(bool complete, CancellationToken cancel)
    {
        await FlushAsync(cancel);
        // A changed offer changes the documents of its other published actions too (refused in this file, but still there).
        var touched = published.ActionsOf(changedOffers).ToHashSet();
        if (complete)
            touched.UnionWith([.. published.UnseenActions(), .. published.ActionsWithUnseenSessions()]);
        touched.ExceptWith(rewritten);
        // An action is locked before its sessions, as by who takes a seat (SessionSeats): the other way round the two would wait for
        // each other.
        await ActionChanges.AnnounceAsync(connection, touched, cancel);
        await moved.WriteAsync(connection, cancel);
        var archived = complete ? await ArchiveUnseenAsync(cancel) : 0;
        return new(added, changed, unchanged, archived);
    }

    private void AddAction(string offer, AcceptedAction accepted, int rank, bool offerChanged)
    {
        var action = accepted.Action;
        var before = published.Action(offer, action.Number);
        var sessionChanged = false;
        var sessions = new List<(Session Session, int? Capacity, byte[] Content, byte[] Hash, int Rank)>();
        for (var i = 0; i < accepted.Sessions.Count; i++)
        {
            var session = accepted.Sessions[i];
            var (content, capacity) = (CatalogueJson.Write(session), accepted.CapacityOf(session));
            var hash = ItemHash.Of(content);
            var known = published.Session(offer, action.Number, session.Number);
            if (!Weigh(known, hash, capacity))
            {
                moved.Session(known!, i);
                continue;
            }
            sessionChanged = true;
            if (known is not null)
                kept?.Session(known.Id);
            sessions.Add((session, capacity, content, hash, i));
        }

        var actionContent = CatalogueJson.Write(action);
        var actionHash = ItemHash.Of(actionContent, accepted.Location);
        var actionChanged = Weigh(before, actionHash);
        if (!actionChanged && !sessionChanged && !offerChanged)
        {
            moved.Action(before!, rank);
            return;
        }
        // The document of search is the action with its sessions and its offer's texts: any of them changed, it is rewritten.
        batch.Add(offer, action, accepted.Location, actionContent, actionHash, rank);
        if (before is not null)
        {
            rewritten.Add(before.Id);
            kept?.Action(before.Id);
        }
        foreach (var (session, capacity, content, hash, i) in sessions)
            batch.Add(offer, action.Number, session, capacity, content, hash, i);
    }

    /// <summary>Counts the item as added, changed or unchanged and tells whether it must be written.</summary>
    private bool Weigh(PublishedItem? before, byte[] hash, int? capacity = null)
    {
        if (before is not null)
            before.Seen = true;
        var same = before?.Holds(hash, capacity) == true;
        if (before is null || before.Archived)
            added++;
        else if (same)
            unchanged++;
        else
            changed++;
        return !same;
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        await placeholders.AddCertificationsAsync(batch.Certifications, cancel);
        if (kept is not null)
            await kept.KeepAsync(connection, cancel);
        await batch.WriteAsync(connection, cancel);
    }

    private async Task<int> ArchiveUnseenAsync(CancellationToken cancel)
    {
        var (offers, actions, sessions) = (published.UnseenOffers(), published.UnseenActions(), published.UnseenSessions());
        if (offers.Count + actions.Count + sessions.Count == 0)
            return 0;
        await using var archive = new NpgsqlBatch(connection);
        foreach (var (table, ids) in new[] { ("session", sessions), ("action", actions), ("offer", offers) })
            archive.BatchCommands.Add(
                new($"UPDATE {table} SET archived_at = now() WHERE id = ANY($1)") { Parameters = { new() { Value = ids.ToArray() } } });
        await archive.ExecuteNonQueryAsync(cancel);
        return offers.Count + actions.Count + sessions.Count;
    }
}
