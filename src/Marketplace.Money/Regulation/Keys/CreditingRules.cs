namespace Marketplace.Money.Regulation.Keys;

/// <summary>Yearly crediting (alimentation), R6323-1 and following.</summary>
public static class CreditingRules
{
    /// <summary>Salarié à mi-temps au moins : montant annuel.</summary>
    public static readonly RuleKey<long> Annual = RuleType.Amount("crediting.annual");
    /// <summary>Salarié : plafond du compte.</summary>
    public static readonly RuleKey<long> Cap = RuleType.Amount("crediting.cap");
    /// <summary>Part de la durée de travail à partir de laquelle le montant annuel est entier.</summary>
    public static readonly RuleKey<decimal> HalfTimeShare = RuleType.Percentage("crediting.half-time-share");
    /// <summary>Heures de référence sans accord sur la durée du travail.</summary>
    public static readonly RuleKey<int> ReferenceHours = RuleType.Count("crediting.reference-hours");
    /// <summary>Forfait en jours : jours de référence au plus.</summary>
    public static readonly RuleKey<int> ReferenceDays = RuleType.Count("crediting.reference-days");
    /// <summary>Sans horaire : rémunération de référence, en heures de SMIC.</summary>
    public static readonly RuleKey<int> ReferenceMinimumWageHours = RuleType.Count("crediting.reference-minimum-wage-hours");
    /// <summary>SMIC horaire brut.</summary>
    public static readonly RuleKey<long> MinimumWage = RuleType.Amount("crediting.minimum-wage");
    /// <summary>Date du SMIC retenu pour une année.</summary>
    public static readonly RuleKey<string> MinimumWageDay = RuleType.Choice("crediting.minimum-wage-day", ["year-start", "year-end"]);
    /// <summary>Arrondi des montants calculés à due proportion.</summary>
    public static readonly RuleKey<string> Rounding = RuleType.Choice("crediting.rounding", ["up-to-cent"]);
    /// <summary>Salarié sans diplôme de niveau 3 : montant annuel.</summary>
    public static readonly RuleKey<long> LowQualifiedAnnual = RuleType.Amount("crediting.low-qualified.annual");
    /// <summary>Salarié sans diplôme de niveau 3 : plafond du compte.</summary>
    public static readonly RuleKey<long> LowQualifiedCap = RuleType.Amount("crediting.low-qualified.cap");
    /// <summary>Salarié sans diplôme de niveau 3, sous le mi-temps.</summary>
    public static readonly RuleKey<string> LowQualifiedBelowHalfTime = RuleType.Choice(
        "crediting.low-qualified.below-half-time", ["general", "proportional"]);
    /// <summary>Bénéficiaire de l’obligation d’emploi : majoration annuelle.</summary>
    public static readonly RuleKey<long> DisabledSupplement = RuleType.Amount("crediting.disabled.supplement");
    /// <summary>Bénéficiaire de l’obligation d’emploi : plafond de la majoration.</summary>
    public static readonly RuleKey<long> DisabledCap = RuleType.Amount("crediting.disabled.cap");
    /// <summary>Travailleur en ESAT : montant annuel.</summary>
    public static readonly RuleKey<long> EsatAnnual = RuleType.Amount("crediting.esat.annual");
    /// <summary>Travailleur en ESAT : plafond du compte.</summary>
    public static readonly RuleKey<long> EsatCap = RuleType.Amount("crediting.esat.cap");
    /// <summary>Travailleur indépendant : montant annuel.</summary>
    public static readonly RuleKey<long> SelfEmployedAnnual = RuleType.Amount("crediting.self-employed.annual");
    /// <summary>Travailleur indépendant : plafond du compte.</summary>
    public static readonly RuleKey<long> SelfEmployedCap = RuleType.Amount("crediting.self-employed.cap");
    /// <summary>Agent public : heures par année.</summary>
    public static readonly RuleKey<int> PublicAgentHours = RuleType.Count("crediting.public-agent.hours");
    /// <summary>Agent public : plafond en heures.</summary>
    public static readonly RuleKey<int> PublicAgentHoursCap = RuleType.Count("crediting.public-agent.hours-cap");
    /// <summary>Agent public sans diplôme de niveau 3 : heures par année.</summary>
    public static readonly RuleKey<int> PublicAgentLowQualifiedHours = RuleType.Count("crediting.public-agent.low-qualified-hours");
    /// <summary>Agent public sans diplôme de niveau 3 : plafond en heures.</summary>
    public static readonly RuleKey<int> PublicAgentLowQualifiedHoursCap = RuleType.Count("crediting.public-agent.low-qualified-hours-cap");
    /// <summary>Agent public à temps incomplet : arrondi des heures.</summary>
    public static readonly RuleKey<string> PublicAgentRounding = RuleType.Choice("crediting.public-agent.rounding", ["up-to-hour"]);
    /// <summary>Conversion en euros d’une heure d’agent public.</summary>
    public static readonly RuleKey<long> PublicAgentHourValue = RuleType.Amount("crediting.public-agent.hour-value");
    /// <summary>Absences comptées en entier comme du travail.</summary>
    public static readonly RuleKey<IReadOnlyList<string>> AbsencesCounted = RuleType.Set("crediting.absences-counted", RuleWords.Absences);
    /// <summary>Plusieurs catégories dans une même année.</summary>
    public static readonly RuleKey<string> SeveralCategories = RuleType.Choice("crediting.several-categories", ["most-favourable"]);
    /// <summary>Plusieurs employeurs dans une même année.</summary>
    public static readonly RuleKey<string> SeveralEmployers = RuleType.Choice("crediting.several-employers", ["merged"]);
    /// <summary>Ce que le plafond limite.</summary>
    public static readonly RuleKey<string> CapScope = RuleType.Choice("crediting.cap-scope", ["crediting"]);
    /// <summary>Alimentation au titre d’une année : au plus tard le, l’année suivante.</summary>
    public static readonly RuleKey<YearlyDay> PostedBy = RuleType.YearlyDay("crediting.posted-by");
    /// <summary>Le compte cesse d’être alimenté et mobilisé à la retraite.</summary>
    public static readonly RuleKey<bool> EndsAtRetirement = RuleType.Flag("crediting.ends-at-retirement");
    /// <summary>Engagement citoyen : montant par activité.</summary>
    public static readonly RuleKey<long> VolunteeringAnnual = RuleType.Amount("crediting.volunteering.annual");
    /// <summary>Engagement citoyen : plafond.</summary>
    public static readonly RuleKey<long> VolunteeringCap = RuleType.Amount("crediting.volunteering.cap");
    /// <summary>Engagement citoyen (bénévolat) : déclaration au plus tard le.</summary>
    public static readonly RuleKey<YearlyDay> VolunteeringDeclareBy = RuleType.YearlyDay("crediting.volunteering.declare-by");
    /// <summary>Ancien droit individuel à la formation (DIF) : valeur d’une heure.</summary>
    public static readonly RuleKey<long> DifHourValue = RuleType.Amount("crediting.dif.hour-value");
    /// <summary>DIF : heures au plus.</summary>
    public static readonly RuleKey<int> DifHoursCap = RuleType.Count("crediting.dif.hours-cap");
    /// <summary>DIF : dernier jour pour inscrire ses heures.</summary>
    public static readonly RuleKey<DateOnly> DifEnteredBy = RuleType.Date("crediting.dif.entered-by");
    /// <summary>Compte de prévention : valeur d’un point.</summary>
    public static readonly RuleKey<long> PreventionPointValue = RuleType.Amount("crediting.prevention-point.value");
    /// <summary>Compte de prévention : premiers points réservés à la formation.</summary>
    public static readonly RuleKey<int> PreventionPointReserved = RuleType.Count("crediting.prevention-point.reserved");
    /// <summary>Compte de prévention : points réservés, personnes nées de 1960 à 1962.</summary>
    public static readonly RuleKey<int> PreventionPointReservedBorn19601962 = RuleType.Count(
        "crediting.prevention-point.reserved-born-1960-1962");
    /// <summary>Compte de prévention : points réservés, personnes nées avant 1960.</summary>
    public static readonly RuleKey<int> PreventionPointReservedBornBefore1960 = RuleType.Count(
        "crediting.prevention-point.reserved-born-before-1960");
}
