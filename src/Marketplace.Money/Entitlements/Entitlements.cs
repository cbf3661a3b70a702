using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;

namespace Marketplace.Money.Entitlements;

/// <summary>A bucket with the sums of its transfers: what came in, less what was taken back, spent and reserved, is what is free.</summary>
/// <param name="Credited">Cents, or hundredths of hours.</param>
/// <param name="TakenBack">Withdrawn by corrections and refunds, or converted.</param>
/// <param name="Spent">Debited for trainings, less what was credited again.</param>
/// <param name="OpenedOn">In Paris.</param>
public sealed record BucketState(Bucket Bucket, long Credited, long TakenBack, long Spent, DateOnly OpenedOn)
{
    public BucketTerms Terms => Bucket.Terms;

    /// <summary>Free card money of an earlier booking, which pays for another one. It outlives retirement.</summary>
    public bool IsCredit => Terms.Kind == AccountKinds.Learner && Bucket.Available > 0;

    /// <summary>Holders see it: there is something in it, and card money only where it is theirs again.</summary>
    public bool IsShown => Terms.Kind == AccountKinds.Learner ? IsCredit : Bucket.Available + Bucket.Reserved > 0;

    /// <summary>Its last day is past.</summary>
    public bool IsOver(DateOnly today) => Terms.UsableUntil < today;
}

/// <summary>What a year of work was assessed to be worth, last revision.</summary>
/// <param name="Category">employee, low-qualified, esat, self-employed or none.</param>
public sealed record AssessedYear(int Year, string Category, YearCredit Credit);

/// <summary>A dated statement of the holder; the latest counts.</summary>
public sealed record HolderStatement(DateOnly Day, bool Holds);

/// <summary>Everything that a person's rights consist of and come from, without the history.</summary>
/// <param name="Holder">In the ledger.</param>
/// <param name="RetiredOn">From this day nothing is credited or usable any more (L6323-3).</param>
/// <param name="Years">Latest first.</param>
/// <param name="Levels">Declarations of a level below CAP or BEP, oldest first.</param>
/// <param name="PublicAgent">The latest declaration; null: none.</param>
/// <param name="Owed">Cents taken back that were already used, and not kept back yet (L6323-45).</param>
/// <param name="Declarations">Activity of the last years, latest revisions.</param>
public sealed record HolderEntitlements(
    long Holder, DateOnly? RetiredOn, IReadOnlyList<BucketState> Buckets, IReadOnlyList<AssessedYear> Years,
    IReadOnlyList<HolderStatement> Levels,
    HolderStatement? PublicAgent, long Owed, IReadOnlyList<(int Year, ActivityDeclaration Declaration)> Declarations)
{
    private static readonly string[] Money = [AccountKinds.Annual, AccountKinds.Volunteering, AccountKinds.Dotation, AccountKinds.TopUp];

    /// <summary>The last declared level is below CAP or BEP.</summary>
    public bool IsBelowLevel3 => Levels.Count > 0 && Levels[^1].Holds;

    public bool IsRetired(DateOnly today) => RetiredOn <= today;

    /// <summary>
    /// Whether a bucket pays for trainings on this day: not a payment by card, not past its last day, and its holder not retired.
    /// </summary>
    public bool IsUsable(BucketState bucket, DateOnly today) => Money.Contains(bucket.Terms.Kind) && !bucket.IsOver(today)
        // L6323-3: what volunteering earned outlives retirement.
        && (!IsRetired(today) || bucket.Terms.Kind == AccountKinds.Volunteering);

    /// <summary>Cents free to use.</summary>
    public long UsableCents(DateOnly today) => Buckets.Where(bucket => IsUsable(bucket, today)).Sum(bucket => bucket.Bucket.Available);

    /// <summary>Hundredths of hours of a public agent.</summary>
    public long Centihours => Buckets.Where(bucket => bucket.Terms.Kind == AccountKinds.PublicHours).Sum(bucket => bucket.Bucket.Available);
}
