using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Entitlements;

/// <summary>What came of converting.</summary>
public enum ConversionOutcome
{
    Done,
    /// <summary>There is nothing to convert, or not any more.</summary>
    Nothing,
    /// <summary>Other hours or euros than were shown.</summary>
    Stale,
}

/// <summary>Holders convert the hours they had as public agents into euros, once they work elsewhere (R6323-43).</summary>
public sealed class HolderConversion(NpgsqlDataSource database, RuleBook book, TimeProvider clock)
{
    private readonly HoursConversion conversion = new(book);

    /// <summary>What the holder could convert today.</summary>
    public async Task<HoursOffer> OfferAsync(HolderEntitlements entitlements, CancellationToken cancel)
    {
        if (!entitlements.Buckets.Any(b => b.Terms.Kind == AccountKinds.PublicHours && b.Bucket.Available > 0))
            return default;
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await conversion.OfferAsync(connection, entitlements.Holder, clock.Today(), cancel);
    }

    /// <summary>Converts what was offered.</summary>
    /// <param name="request">Given with the offer: sent twice, it is done once.</param>
    /// <param name="seen"><see cref="HoursOffer.Version"/> of what the holder was shown.</param>
    public Task<ConversionOutcome> ConvertAsync(Guid account, Guid request, string seen, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await LedgerAccounts.OfAccountAsync(connection, account, cancel) is not { } holder)
            return ConversionOutcome.Nothing;
        await LedgerPosting.LockAsync(connection, holder, cancel);
        var offer = await conversion.OfferAsync(connection, holder, clock.Today(), cancel);
        if (offer.Cents > 0 && offer.Version != seen)
            return ConversionOutcome.Stale;
        var done = (await conversion.ConvertAsync(connection, holder, request, clock.Today(), cancel)).Cents > 0;
        if (done)
            await AccountHistory.AddAsync(connection, "hours-converted", actor.AccountId, account);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.EntitlementsConvert, AccessOperation.Change, account, done ? "done" : "nothing"),
            cancel);
        return done ? ConversionOutcome.Done : ConversionOutcome.Nothing;
    }, cancel);
}
