using Marketplace.Money.Funding;

namespace Marketplace.Bookings.Endings;

/// <summary>What an end pays and gives back.</summary>
/// <param name="RuleSet">Stamp of the rules.</param>
/// <param name="Rule">One of <see cref="EndingRules"/>.</param>
/// <param name="ProviderDueCents">The used cents of the lines add up to it.</param>
/// <param name="WithdrawalUntil">Last day of withdrawal.</param>
/// <param name="FreeCancellationUntil">Last day of a cancellation without fee; may be a Sunday, and before the acceptance.</param>
/// <param name="Lines">In the order of the booking's.</param>
public sealed record EndingPlan(
    string RuleSet, string Rule, long ProviderDueCents, DateOnly WithdrawalUntil, DateOnly FreeCancellationUntil,
    IReadOnlyList<EndingPlanLine> Lines, IReadOnlyList<FundingExplanation> Explanations);

/// <summary>What becomes of a line: the four parts add up to the amount.</summary>
/// <param name="UsedCents">Paid to the provider.</param>
/// <param name="ReturnedCents">Back to where it came from: bucket, or card.</param>
/// <param name="KeptCents">Lost: kept by who paid it in.</param>
/// <param name="CreditCents">Stays the learner's, for another booking.</param>
/// <param name="Line">As it was given.</param>
public sealed record EndingPlanLine(
    string Source, string? Kind, long AmountCents, long UsedCents, long ReturnedCents, long KeptCents, long CreditCents,
    long? Line = null);

/// <summary>The plan, or why nothing can end so on that day.</summary>
public sealed record EndingAnswer(EndingPlan? Plan, FundingExplanation? Refusal);

/// <summary>Names of the rules that decide an end, as in the API.</summary>
public static class EndingRules
{
    public const string Withdrawal = "withdrawal";
    public const string EarlyCancellation = "early-cancellation";
    public const string LateCancellation = "late-cancellation";
    public const string ForceMajeure = "force-majeure";
    public const string ProviderCancellation = "provider-cancellation";
    public const string FunderRefusal = "funder-refusal";
    public const string Total = "total";
    public const string ProviderLiable = "provider-liable";
    public const string LearnerLiable = "learner-liable";
}
