using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Funding;

/// <summary>Shares a price among the sources in the order of a day (R6333-3).</summary>
internal static class FundingShares
{
    /// <param name="participation">Due first, at most the price; 0: none.</param>
    /// <returns>Lines above zero that add up to the price.</returns>
    public static List<FundingLine> Of(FundingRequest request, RulesInForce rules, long participation)
    {
        var lines = new List<FundingLine>();
        var left = request.PriceCents;
        // The cap bears on rights of L6323-11, -27 and -34 alone (D6323-1 A).
        var underCap = rules.Get(FundingWords.Caps[request.Offer]) ?? long.MaxValue;
        var agreementIsCapped = rules.Get(CapRules.AgreementDotation);
        Take(FundingLineSources.Participation, null, participation, null);
        foreach (var kind in rules.Get(OrderRules.Sources))
        {
            if (kind == RuleWords.AnnualRights)
                underCap -= Take(FundingLineSources.AnnualRights, null, Math.Min(request.AnnualRightsCents, underCap), null);
            else if (kind == RuleWords.Volunteering)
                Take(FundingLineSources.Volunteering, null, request.VolunteeringCents, null);
            else if (RuleWords.Dotations.Contains(kind))
                foreach (var dotation in request.Dotations.Where(d => d.Kind == kind))
                {
                    var capped = kind == "agreement" && agreementIsCapped;
                    var most = capped ? Math.Min(dotation.Cents, underCap) : dotation.Cents;
                    var taken = Take(FundingLineSources.Dotation, kind, most, dotation.Bucket);
                    underCap -= capped ? taken : 0;
                }
            else
                foreach (var topUp in request.TopUps.Where(t => t.Kind == kind))
                    Take(FundingLineSources.TopUp, kind, topUp.Cents, topUp.Bucket);
        }
        Take(FundingLineSources.Learner, null, left, null);
        return lines;

        long Take(string source, string? kind, long most, long? bucket)
        {
            var cents = Math.Min(most, left);
            if (cents > 0)
                lines.Add(new FundingLine(source, kind, cents, bucket));
            left -= cents;
            return cents;
        }
    }
}
