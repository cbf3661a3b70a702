using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;

namespace Marketplace.Money.Entitlements;

/// <summary>From a holder's buckets to what the planner asks: what of them may pay for one training on one day.</summary>
public static class HolderFunding
{
    /// <param name="status">One of <see cref="FundingWords.Statuses"/>.</param>
    /// <param name="certification">Code; money that is reserved for others is left out.</param>
    public static FundingRequest Request(
        HolderEntitlements entitlements, DateOnly today, long priceCents, string offer, string certification, string status)
    {
        var usable = UsableRights.Of(
            [.. entitlements.Buckets.Where(state => entitlements.IsUsable(state, today) || state.IsCredit).Select(state => state.Bucket)],
            certification, today);
        return new FundingRequest(today, priceCents, offer, status, usable.AnnualRightsCents,
            Known(usable.Dotations, RuleWords.Dotations), Known(usable.TopUps, RuleWords.TopUps),
            // L6323-3: those of a retired holder pay for volunteers' own trainings alone, which are none of these offers.
            entitlements.IsRetired(today) ? 0 : usable.VolunteeringCents, usable.LearnerCredit);

        static List<FundingSource> Known(IReadOnlyList<FundingSource> sources, IReadOnlyList<string> kinds) =>
            [.. sources.Where(source => kinds.Contains(source.Kind))];
    }

    /// <summary>
    /// Cents that are free and yet do not pay for this training: reserved for other certifications, or earned by volunteering of a holder
    /// who has retired.
    /// </summary>
    public static long LeftOutCents(HolderEntitlements entitlements, DateOnly today, string certification) => entitlements.Buckets
        .Where(state => entitlements.IsUsable(state, today)
            && (entitlements.IsRetired(today) || !UsableRights.Fits(state.Terms, certification, today)))
        .Sum(state => state.Bucket.Available);
}
