using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Funding;

/// <summary>Each step of a plan in plain French, with its rule and article.</summary>
internal static class FundingExplanations
{
    public static List<FundingExplanation> Of(
        FundingRequest request, RulesInForce rules, string? exemption, IReadOnlyList<FundingLine> lines, long credit)
    {
        var explanations = new List<FundingExplanation>();
        ExplainParticipation(explanations, request, rules, exemption);
        if (request.Offer == FundingWords.LightVehicleLicence && rules.Get(EligibilityRules.LicenceRestricted))
            Add(explanations, rules, EligibilityRules.LicenceRestricted, request.Status == FundingWords.Jobseeker
                ? "Le permis de véhicule léger est finançable : vous êtes demandeur d’emploi."
                : "Le permis de véhicule léger est finançable : un tiers finance une part de la préparation.");
        ExplainCap(explanations, request, rules, lines);
        Add(explanations, rules, OrderRules.Sources, rules.Get(OrderRules.Sources)[0] == RuleWords.AnnualRights
            ? "Vos droits annuels servent d’abord, puis les dotations et abondements."
            : "Les dotations servent d’abord, puis vos droits annuels, puis les abondements s’il manque de l’argent.");
        if (lines.Any(line => line.Source == FundingLineSources.Volunteering))
            Add(explanations, rules, OrderRules.Sources,
                "Vos droits d’engagement citoyen servent après vos droits annuels : ils n’ont pas de plafond d’utilisation.");
        foreach (var unused in request.TopUps.Select(t => t.Kind).Distinct()
            .Except(lines.Where(l => l.Source == FundingLineSources.TopUp).Select(l => l.Kind!)))
            Add(explanations, rules, OrderRules.TopUpOnlyIfShort,
                $"Ne sert pas : {FundingWords.Names[unused]}. Un abondement n’est possible que si le prix dépasse vos droits utilisables.");
        if (lines.Where(line => line.Source == FundingLineSources.Learner).Sum(line => line.AmountCents) is var rest and > 0)
            Add(explanations, rules, OrderRules.Sources,
                $"Il reste {EuroText.Of(rest)} à votre charge : ce que droits, dotations et abondements ne couvrent pas.");
        if (credit > 0)
            Add(explanations, rules, PaymentRules.LateCancellationRefund,
                $"Votre avoir d’une inscription précédente paie {EuroText.Of(credit)} de ce que vous devez.");
        return explanations;
    }

    private static void ExplainParticipation(
        List<FundingExplanation> explanations, FundingRequest request, RulesInForce rules, string? exemption)
    {
        if (rules.Get(ParticipationRules.Amount) is not { } amount)
            return;
        if (exemption is null)
        {
            Add(explanations, rules, ParticipationRules.Amount, amount > request.PriceCents
                ? $"La participation forfaitaire est de {EuroText.Of(amount)} ; le prix est plus bas, vous payez le prix."
                : $"Vous payez d’abord la participation forfaitaire de {EuroText.Of(amount)}.");
            return;
        }
        if (exemption == FundingWords.Jobseeker)
            Add(explanations, rules, ParticipationRules.ExemptJobseeker,
                "Demandeur d’emploi, vous ne payez pas la participation forfaitaire.");
        else
            Add(explanations, rules, FundingWords.Exempting[exemption],
                $"Vous ne payez pas la participation forfaitaire, car la formation utilise {FundingWords.Names[exemption]}.");
    }

    private static void ExplainCap(
        List<FundingExplanation> explanations, FundingRequest request, RulesInForce rules, IReadOnlyList<FundingLine> lines)
    {
        var key = FundingWords.Caps[request.Offer];
        if (rules.Get(key) is not { } cap)
            return;
        var used = lines.Where(
            line => line.Source == FundingLineSources.AnnualRights || (line.Kind == "agreement" && rules.Get(CapRules.AgreementDotation)))
            .Sum(line => line.AmountCents);
        Add(explanations, rules, key, $"Pour cette formation, vos droits acquis ne peuvent servir que jusqu’à {EuroText.Of(cap)}"
            + (used == cap ? " : ce plafond est atteint." : "."));
    }

    private static void Add(List<FundingExplanation> explanations, RulesInForce rules, RuleKey key, string text) =>
        explanations.Add(new FundingExplanation(key.Name, rules.Entry(key).References[0], text));
}
