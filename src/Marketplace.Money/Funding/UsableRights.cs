using Marketplace.Money.Ledger;

namespace Marketplace.Money.Funding;

/// <summary>
/// What of a holder's buckets may serve a training on a day: earmarked money for its certifications only, and none after
/// its last day (R6323-42-1). What <see cref="FundingRequest"/> is made of; <see cref="BookingLedger"/> heeds the same terms.
/// </summary>
/// <param name="AnnualRightsCents">Acquired rights that are free.</param>
/// <param name="VolunteeringCents">Those of volunteering.</param>
/// <param name="Dotations">Within a kind, the one that ends first comes first.</param>
/// <param name="TopUps">As <paramref name="Dotations"/>.</param>
/// <param name="LearnerCredit">What is free of card payments for other bookings, oldest first.</param>
public sealed record UsableRights(
    long AnnualRightsCents, long VolunteeringCents, IReadOnlyList<FundingSource> Dotations, IReadOnlyList<FundingSource> TopUps,
    IReadOnlyList<FundingSource> LearnerCredit)
{
    /// <param name="certification">That the training prepares for, such as <c>RNCP37805</c>; null: none.</param>
    /// <param name="day">In Paris.</param>
    public static UsableRights Of(IReadOnlyList<Bucket> buckets, string? certification, DateOnly day)
    {
        var usable = buckets.Where(bucket => bucket.Available > 0 && Fits(bucket.Terms, certification, day)).ToList();
        return new UsableRights(
            Sum(AccountKinds.Annual), Sum(AccountKinds.Volunteering),
            Sources(usable, AccountKinds.Dotation), Sources(usable, AccountKinds.TopUp),
            [.. usable.Where(bucket => bucket.Terms.Kind == AccountKinds.Learner).OrderBy(bucket => bucket.Id)
                .Select(bucket => new FundingSource(FundingLineSources.Learner, bucket.Available, bucket.Id))]);

        long Sum(string kind) => usable.Where(bucket => bucket.Terms.Kind == kind).Sum(bucket => bucket.Available);
    }

    /// <summary>Whether money with these terms may serve.</summary>
    public static bool Fits(BucketTerms terms, string? certification, DateOnly day) =>
        !(terms.UsableUntil < day) && (terms.Earmark is not { } earmark || (certification is not null && earmark.Contains(certification)));

    private static List<FundingSource> Sources(IEnumerable<Bucket> usable, string kind) =>
        [.. usable.Where(bucket => bucket.Terms.Kind == kind).OrderBy(bucket => bucket.Terms.UsableUntil ?? DateOnly.MaxValue)
            .ThenBy(bucket => bucket.Id)
            .Select(bucket => new FundingSource(bucket.Terms.Code, bucket.Available, bucket.Id))];
}
