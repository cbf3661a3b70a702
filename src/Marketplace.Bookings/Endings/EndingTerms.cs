using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Bookings.Endings;

/// <summary>The rule that holds: the first that fits.</summary>
/// <param name="Rule">One of <see cref="EndingRules"/>.</param>
/// <param name="Due">Share of the price that is due to the provider.</param>
/// <param name="Rests">What becomes of the rest of each source; null: all of it returns.</param>
internal sealed record EndingTerms(string Rule, decimal Due, EndingRests? Rests = null)
{
    public static EndingTerms Of(EndingEvent ending, EndingDays days, RulesInForce rules) => ending.Kind switch
    {
        EndingKind.LearnerCancels => Cancellation(ending, days, rules),
        EndingKind.ProviderCancels => new(EndingRules.ProviderCancellation, 0),
        EndingKind.FunderRefuses => new(EndingRules.FunderRefusal, 0),
        _ => Exit(ending, rules),
    };

    private static EndingTerms Cancellation(EndingEvent ending, EndingDays days, RulesInForce rules)
    {
        if (ending.On <= days.WithdrawalUntil)
            return new(EndingRules.Withdrawal, 0);
        if (ending.On <= days.FreeCancellationUntil)
            return new(EndingRules.EarlyCancellation, 0);
        return ending.ForceMajeure && rules.Get(BookingRules.LateCancellationForceMajeure)
            ? new(EndingRules.ForceMajeure, 0)
            : new(EndingRules.LateCancellation, rules.Get(BookingRules.LateCancellationFee), EndingRests.LateCancellation);
    }

    private static EndingTerms Exit(EndingEvent ending, RulesInForce rules)
    {
        var done = ending.Rate!.Value / 100m;
        if (ending.Rate == 100)
            return new(EndingRules.Total, 1);
        if (ending.ForceMajeure)
            return new(EndingRules.ForceMajeure, done);
        if (ending.Liable == EndingLiability.Provider)
            return new(EndingRules.ProviderLiable, rules.Get(BookingRules.PartialProviderLiable) == "nothing" ? 0 : done);
        var due = done >= rules.Get(BookingRules.PartialFullFrom) ? 1
            : done >= rules.Get(BookingRules.PartialProportionalFrom) ? done
            : rules.Get(BookingRules.PartialMinimumPaid);
        return new(EndingRules.LearnerLiable, due, EndingRests.Partial);
    }
}

/// <summary>Rules on what becomes of what is not due, by where the money came from.</summary>
internal sealed record EndingRests(RuleKey<string> Rights, RuleKey<string> Dotations, RuleKey<string> TopUps, RuleKey<string> Card)
{
    public static readonly EndingRests LateCancellation = new(
        BookingRules.LateCancellationRights, BookingRules.LateCancellationDotations, BookingRules.LateCancellationTopUps,
        PaymentRules.LateCancellationRefund);

    public static readonly EndingRests Partial = new(
        BookingRules.PartialRestRights, BookingRules.PartialRestDotations, BookingRules.PartialRestTopUps, BookingRules.PartialRestCard);

    /// <summary>The rule for a line.</summary>
    public RuleKey<string> For(string source, string? kind, RulesInForce rules) => source switch
    {
        FundingLineSources.Dotation => Dotations,
        FundingLineSources.AnnualRights or FundingLineSources.Volunteering => Rights,
        FundingLineSources.TopUp => TopUps,
        FundingLineSources.Participation when kind is "employer" or "opco"
            && rules.Get(BookingRules.ThirdPartyParticipation) == FundingLineSources.TopUp => TopUps,
        _ => Card,
    };
}
