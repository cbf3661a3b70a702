namespace Marketplace.Money.Regulation.Keys;

/// <summary>Conditions of driving licences and skills reviews, L6323-6, D6323-6, D6323-8.</summary>
public static class EligibilityRules
{
    /// <summary>Permis léger : réservé aux demandeurs d’emploi et aux cofinancements.</summary>
    public static readonly RuleKey<bool> LicenceRestricted = RuleType.Flag("eligibility.licence.restricted");
    /// <summary>Permis léger : financement minimal d’un tiers.</summary>
    public static readonly RuleKey<long?> LicenceThirdPartyMinimum = RuleType.OptionalAmount("eligibility.licence.third-party-minimum");
    /// <summary>Permis léger : tiers dont l’abondement ouvre le droit.</summary>
    public static readonly RuleKey<IReadOnlyList<string>> LicenceThirdParties = RuleType.Set(
        "eligibility.licence.third-parties", RuleWords.TopUps);
    /// <summary>Permis léger : dotations qui valent financement d’un tiers.</summary>
    public static readonly RuleKey<IReadOnlyList<string>> LicenceDotations = RuleType.Set(
        "eligibility.licence.dotations", RuleWords.Dotations);
    /// <summary>Permis léger (sauf BE) : ne pas avoir déjà un permis valide.</summary>
    public static readonly RuleKey<bool> LicenceWithoutLicence = RuleType.Flag("eligibility.licence.without-licence");
    /// <summary>Bilan de compétences : délai depuis un bilan déjà financé.</summary>
    public static readonly RuleKey<Delay?> SkillsReviewGap = RuleType.OptionalDelay("eligibility.skills-review.gap");
    /// <summary>Bilan de compétences : seules les heures accompagnées sont financées.</summary>
    public static readonly RuleKey<bool> SkillsReviewAccompaniedOnly = RuleType.Flag("eligibility.skills-review.accompanied-only");
}
