namespace Marketplace.Money.Regulation.Keys;

/// <summary>The fixed participation, L6323-7 and R6323.</summary>
public static class ParticipationRules
{
    /// <summary>Participation forfaitaire obligatoire.</summary>
    public static readonly RuleKey<long?> Amount = RuleType.OptionalAmount("participation.amount");
    /// <summary>Quand le prix est inférieur à la participation.</summary>
    public static readonly RuleKey<string> BelowPrice = RuleType.Choice("participation.below-price", ["price"]);
    /// <summary>Tiers qui peuvent payer la participation à la place du titulaire.</summary>
    public static readonly RuleKey<IReadOnlyList<string>> PaidByThirdParty = RuleType.Set(
        "participation.paid-by-third-party", RuleWords.TopUps);
    /// <summary>Exonération de la participation : demandeur d’emploi.</summary>
    public static readonly RuleKey<bool> ExemptJobseeker = RuleType.Flag("participation.exempt.jobseeker");
    /// <summary>Exonération de la participation : abondement de l’employeur.</summary>
    public static readonly RuleKey<bool> ExemptTopUpEmployer = RuleType.Flag("participation.exempt.top-up.employer");
    /// <summary>Exonération de la participation : points du compte de prévention.</summary>
    public static readonly RuleKey<bool> ExemptTopUpC2p = RuleType.Flag("participation.exempt.top-up.c2p");
    /// <summary>Exonération de la participation : abondement accident du travail ou maladie professionnelle.</summary>
    public static readonly RuleKey<bool> ExemptTopUpWorkAccident = RuleType.Flag("participation.exempt.top-up.work-accident");
    /// <summary>Exonération de la participation : dotation volontaire de l’employeur.</summary>
    public static readonly RuleKey<bool> ExemptDotationEmployerVoluntary = RuleType.Flag(
        "participation.exempt.dotation.employer-voluntary");
    /// <summary>Exonération de la participation : dotation d’un accord collectif.</summary>
    public static readonly RuleKey<bool> ExemptDotationAgreement = RuleType.Flag("participation.exempt.dotation.agreement");
    /// <summary>Exonération de la participation : abondement correctif (entretiens non tenus).</summary>
    public static readonly RuleKey<bool> ExemptDotationEmployerPenalty = RuleType.Flag("participation.exempt.dotation.employer-penalty");
    /// <summary>Exonération de la participation : licenciement après refus d’un accord de performance collective.</summary>
    public static readonly RuleKey<bool> ExemptDotationPerformanceAgreementDismissal = RuleType.Flag(
        "participation.exempt.dotation.performance-agreement-dismissal");
    /// <summary>Exonération de la participation : lanceur d’alerte.</summary>
    public static readonly RuleKey<bool> ExemptDotationWhistleblower = RuleType.Flag("participation.exempt.dotation.whistleblower");
    /// <summary>Exonération de la participation : plateforme (travailleur indépendant).</summary>
    public static readonly RuleKey<bool> ExemptDotationSelfEmployedPlatform = RuleType.Flag(
        "participation.exempt.dotation.self-employed-platform");
}
