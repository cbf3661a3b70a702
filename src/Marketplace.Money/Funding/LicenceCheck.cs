using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Funding;

/// <summary>Light-vehicle licences: for jobseekers, or with money of a third party that really serves (L6323-6 II 4°, D6323-8).</summary>
internal static class LicenceCheck
{
    /// <summary>Null: may be funded.</summary>
    public static FundingExplanation? Refusal(FundingRequest request, RulesInForce rules, IReadOnlyList<FundingLine> lines)
    {
        if (request.Offer != FundingWords.LightVehicleLicence || request.Status == FundingWords.Jobseeker
            || !rules.Get(EligibilityRules.LicenceRestricted))
            return null;
        var least = rules.Get(EligibilityRules.LicenceThirdPartyMinimum);
        var parties = rules.Get(EligibilityRules.LicenceThirdParties);
        var dotations = rules.Get(EligibilityRules.LicenceDotations);
        var most = lines
            .Where(line => (line.Source == FundingLineSources.TopUp && parties.Contains(line.Kind!))
                || (line.Source == FundingLineSources.Dotation && dotations.Contains(line.Kind!)))
            .GroupBy(line => (line.Source, line.Kind)).Select(group => group.Sum(line => line.AmountCents)).DefaultIfEmpty(0).Max();
        if (most >= (least ?? 1))
            return null;
        if (most == 0)
        {
            return Of(EligibilityRules.LicenceRestricted,
                "La préparation d’un permis de véhicule léger n’est finançable que pour un demandeur d’emploi, ou avec le financement "
                + "d’un tiers (employeur, opérateur de compétences, État, région, France Travail, Agefiph…). Ici, aucun tiers ne finance la préparation"
                + (request.TopUps.Count > 0 ? " : un abondement ne sert que si les droits ne suffisent pas (L6323-4)." : "."));
        }
        return Of(EligibilityRules.LicenceThirdPartyMinimum,
            $"Le financement du tiers doit être d’au moins {EuroText.Of(least!.Value)} ; ici, il ne sert que pour {EuroText.Of(most)}.");

        FundingExplanation Of(RuleKey key, string text) => new(key.Name, rules.Entry(key).References[0], text);
    }
}
