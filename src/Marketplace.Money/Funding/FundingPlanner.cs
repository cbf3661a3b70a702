using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Funding;

/// <summary>
/// What a training costs its learner: fixed participation with its exemptions (L6323-7, R6323), caps (D6323-1 A), order of
/// use (R6333-3) and eligibility of light-vehicle licences (L6323-6, D6323-8). A pure function of the request and the
/// rules of its day; simulator and booking use the same.
/// </summary>
public static class FundingPlanner
{
    public static FundingAnswer Plan(FundingRequest request, RuleBook book) => Plan(request, book.On(request.On));

    /// <summary>As of given rules, such as those frozen with a booking.</summary>
    public static FundingAnswer Plan(FundingRequest request, RulesInForce rules)
    {
        var due = Math.Min(rules.Get(ParticipationRules.Amount) ?? 0, request.PriceCents);
        var exemption = due == 0 ? null : Exemption(request, rules);
        var participation = exemption is null ? due : 0;
        var lines = FundingShares.Of(request, rules, participation);
        if (LicenceCheck.Refusal(request, rules, lines) is { } refusal)
            return new FundingAnswer(null, refusal);
        var learner = lines.Where(line => FundingLineSources.IsLearners(line.Source))
            .Sum(line => line.AmountCents);
        var credit = FromCredit(request.LearnerCredit ?? [], learner);
        return new FundingAnswer(new FundingPlan(
            rules.Stamp, participation, exemption, rules.Get(FundingWords.Caps[request.Offer]), lines, learner,
            FundingExplanations.Of(request, rules, exemption, lines, credit.Sum(source => source.Cents))) { CreditUsed = credit }, null);
    }

    /// <summary>What stayed of earlier card payments comes before the card.</summary>
    private static List<FundingSource> FromCredit(IReadOnlyList<FundingSource> credit, long owed) =>
        [.. credit.Zip(Shares.InOrder(Math.Min(owed, credit.Sum(source => source.Cents)), [.. credit.Select(source => source.Cents)]),
            (source, cents) => source with { Cents = cents }).Where(source => source.Cents > 0)];

    /// <summary>
    /// Money exempts when it is really used: computed as if it did, and it stands if the money then serves.
    /// </summary>
    private static string? Exemption(FundingRequest request, RulesInForce rules)
    {
        if (request.Status == FundingWords.Jobseeker && rules.Get(ParticipationRules.ExemptJobseeker))
            return FundingWords.Jobseeker;
        if (!request.Dotations.Concat(request.TopUps).Any(source => Exempts(source.Kind, rules)))
            return null;
        return FundingShares.Of(request, rules, participation: 0).Find(line => line.Kind is { } kind && Exempts(kind, rules))?.Kind;
    }

    private static bool Exempts(string kind, RulesInForce rules) => FundingWords.Exempting.TryGetValue(kind, out var rule)
        && rules.Get(rule);
}
