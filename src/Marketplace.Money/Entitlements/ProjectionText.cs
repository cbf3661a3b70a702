using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Entitlements;

/// <summary>A projection in plain French, each sentence with its article.</summary>
public static class ProjectionText
{
    public static IReadOnlyList<FundingExplanation> Explain(CreditProjection projection)
    {
        var (rules, due, decision) = (projection.Rules, projection.Due, projection.Decision);
        var texts = new List<FundingExplanation>();
        Add(CreditingRules.PostedBy, projection.Declared
            ? $"Les déclarations de votre activité en {projection.Year} sont arrivées ; elles n’ont pas encore été prises en compte."
            : $"L’activité de {projection.Year} n’est pas encore déclarée. Ce montant suppose la même activité qu’en {projection.Year - 1}.");
        if (due.Base.Due > 0)
        {
            var (amount, cap) = AnnualText.RulesOf(due.Category);
            Add(amount, AnnualText.Work(projection.Year, due.Category, due.Base.Due, rules.Get(amount)));
            if (decision.BaseCredit < due.Base.Due && decision.Year.Base.Credited == decision.BaseCredit)
                Add(cap, $"Vos droits acquis approchent du plafond de {EuroText.Of(due.Base.Cap)} : il ne laisse place qu’à {EuroText.Of(decision.BaseCredit)}.");
        }
        if (due.Supplement.Due > 0)
            Add(CreditingRules.DisabledSupplement,
                $"S’y ajoute la majoration des bénéficiaires de l’obligation d’emploi : {EuroText.Of(decision.SupplementCredit)}.");
        if (due.Hours.Due > 0)
            Add(CreditingRules.PublicAgentHours, $"Agent public, vous recevez {AmountText.Hours(decision.HoursCredit)}, dans la limite de {AmountText.Hours(due.Hours.Cap)}.");
        if (due.Base.Due + due.Supplement.Due + due.Hours.Due == 0)
            Add(CreditingRules.Annual, "L’activité déclarée n’ouvre pas de droits.");
        if (decision.Withdraw > 0)
            Add(CreditingRules.Annual, $"Une correction reprend {EuroText.Of(decision.Withdraw)}.");
        if (decision.KeptBack > 0)
            Add(RecoveryRules.FromRights,
                $"{EuroText.Of(decision.KeptBack)} sont retenus, car des droits à reprendre étaient déjà utilisés.");
        return texts;

        void Add(RuleKey rule, string text) => texts.Add(new FundingExplanation(rule.Name, rules.Entry(rule).References[0], text));
    }
}
