using Marketplace.Core.Funding;
using Marketplace.Core.Ledger;
using Marketplace.Core.Regulation;

namespace Marketplace.Core.Entitlements;

/// <summary>From a holder's buckets to what the planner asks: what of them may pay for one training on one day.</summary>
public static class HolderFunding
{
    /// <param name="status">One of <see cref="FundingWords.Statuses"/>.</param>
    /// <param name="certification">Code; money that is reserved for others is left out.</param>
    public static FundingRequest Request(HolderEntitlements entitlements, DateOnly today, long priceCents, string offer, string certification, string status)
    {
        var usable = entitlements.Buckets.Where(state => state.Bucket.Available > 0 && entitlements.IsUsable(state, today)
            && (state.Terms.Earmark is not { } earmark || earmark.Contains(certification))).ToList();
        return new FundingRequest(today, priceCents, offer, status,
            usable.Where(state => state.Terms.Kind == AccountKinds.Annual).Sum(state => state.Bucket.Available),
            Sources(AccountKinds.Dotation, RuleWords.Dotations), Sources(AccountKinds.TopUp, RuleWords.TopUps));

        // What must be used first comes first among money of one kind.
        List<FundingSource> Sources(string kind, IReadOnlyList<string> known) =>
            [.. usable.Where(state => state.Terms.Kind == kind && known.Contains(state.Terms.Code))
                .OrderBy(state => state.Terms.UsableUntil ?? DateOnly.MaxValue).ThenBy(state => state.Bucket.Id)
                .Select(state => new FundingSource(state.Terms.Code, state.Bucket.Available, state.Bucket.Id))];
    }

    /// <summary>Cents that are free and yet do not pay for this training: reserved for other certifications, or earned by volunteering, whose place in the order no text gives.</summary>
    public static long LeftOutCents(HolderEntitlements entitlements, DateOnly today, string certification) => entitlements.Buckets
        .Where(state => entitlements.IsUsable(state, today) && (state.Terms.Kind == AccountKinds.Volunteering || (state.Terms.Earmark is { } earmark && !earmark.Contains(certification))))
        .Sum(state => state.Bucket.Available);
}
