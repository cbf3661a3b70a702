using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>What came of publishing a draft.</summary>
public enum PublishOutcome
{
    /// <summary>It is published, and the draft is gone.</summary>
    Published,
    /// <summary>There is no such draft.</summary>
    Unknown,
    /// <summary>Mistakes stand against it.</summary>
    NotReady,
    /// <summary>A file or somebody else published the offer since the draft began: nothing was written.</summary>
    OfferChanged,
}

/// <summary>Publishes drafts by <see cref="OfferWriting"/>: state, search's outbox and access log in one transaction.</summary>
public sealed class Publishing(NpgsqlDataSource database, OfferWriting offers, DraftCheck check)
{
    /// <summary>Publishes a draft as it was shown.</summary>
    /// <param name="seen"><see cref="Draft.Version"/> of what was shown.</param>
    /// <exception cref="StaleChangeException">Somebody else changed the draft meanwhile.</exception>
    /// <exception cref="SeatRefusedException">Learners took seats meanwhile.</exception>
    public async Task<PublishOutcome> PublishAsync(
        Guid id, IReadOnlyCollection<string> sirets, string seen, Actor actor, CancellationToken cancel)
    {
        if (await DraftAsync() is not { } draft)
            return PublishOutcome.Unknown;
        if (draft.Version != seen)
            throw new StaleChangeException();
        var report = await check.RunAsync(draft, cancel);
        if (!report.IsReady)
            return PublishOutcome.NotReady;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await offers.SaveAsync(connection, draft.Siret, report.Offer!, draft.Shown, cancel) is null)
            return PublishOutcome.OfferChanged;
        await using (var all = MarketplaceContext.On<DraftsContext>(connection))
        {
            // Whoever changed it since we read it has it again: what they wrote is not what was checked.
            if (await all.Drafts.SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } row || Draft.VersionOf(row) != seen)
                throw new StaleChangeException();
            all.Remove(row);
            await all.SaveChangesAsync(cancel);
        }
        await OfferDrafts.LogAsync(connection, actor, draft.Siret, draft.Number, cancel);
        await transaction.CommitAsync(cancel);
        return PublishOutcome.Published;

        Task<Draft?> DraftAsync() => database.ReadAsync(
            async (DraftsContext all) =>
            await all.Drafts.SingleOrDefaultAsync(d => d.Id == id && sirets.Contains(d.Siret), cancel) is { } row
                ? Draft.Of(row) : null, cancel);
    }
}
