namespace Marketplace.Money.Regulation.Keys;

/// <summary>How much of an activity gives rights under the citizen engagement account (compte d’engagement citoyen), D5151-14.</summary>
public static class VolunteeringRules
{
    /// <summary>Service civique : mois continus, année écoulée et précédente.</summary>
    public static readonly RuleKey<int> CivicService = RuleType.Count("crediting.volunteering.civic-service");
    /// <summary>Réserve militaire opérationnelle : jours d’activité dans l’année.</summary>
    public static readonly RuleKey<int> MilitaryReserve = RuleType.Count("crediting.volunteering.military-reserve");
    /// <summary>Réserve citoyenne de défense et de sécurité : années continues d’engagement.</summary>
    public static readonly RuleKey<int> DefenceReserve = RuleType.Count("crediting.volunteering.defence-reserve");
    /// <summary>Réserve communale de sécurité civile : années du contrat d’engagement.</summary>
    public static readonly RuleKey<int> MunicipalReserve = RuleType.Count("crediting.volunteering.municipal-reserve");
    /// <summary>Réserve sanitaire : jours d’emploi dans l’année.</summary>
    public static readonly RuleKey<int> HealthReserve = RuleType.Count("crediting.volunteering.health-reserve");
    /// <summary>Maître d’apprentissage : mois, année écoulée et précédente.</summary>
    public static readonly RuleKey<int> ApprenticeMaster = RuleType.Count("crediting.volunteering.apprentice-master");
    /// <summary>Bénévolat associatif : heures dans l’année.</summary>
    public static readonly RuleKey<int> Association = RuleType.Count("crediting.volunteering.association");
    /// <summary>Bénévolat associatif : heures dans une même association.</summary>
    public static readonly RuleKey<int> AssociationWithin = RuleType.Count("crediting.volunteering.association.within");
    /// <summary>Réserve citoyenne de l’éducation nationale : années continues, année écoulée et précédente.</summary>
    public static readonly RuleKey<int> EducationReserve = RuleType.Count("crediting.volunteering.education-reserve");
    /// <summary>Réserve citoyenne de l’éducation nationale : interventions.</summary>
    public static readonly RuleKey<int> EducationReserveWithin = RuleType.Count("crediting.volunteering.education-reserve.within");
    /// <summary>Sapeur-pompier volontaire : années de l’engagement signé.</summary>
    public static readonly RuleKey<int> VolunteerFirefighter = RuleType.Count("crediting.volunteering.volunteer-firefighter");
    /// <summary>Réserve civile de la police nationale : années continues d’engagement.</summary>
    public static readonly RuleKey<int> PoliceReserve = RuleType.Count("crediting.volunteering.police-reserve");
    /// <summary>Réserve civile de la police nationale : vacations par an.</summary>
    public static readonly RuleKey<int> PoliceReserveWithin = RuleType.Count("crediting.volunteering.police-reserve.within");
    /// <summary>Réserve citoyenne de la police nationale : années continues d’engagement.</summary>
    public static readonly RuleKey<int> PoliceCitizenReserve = RuleType.Count("crediting.volunteering.police-citizen-reserve");
    /// <summary>Réserve citoyenne de la police nationale : heures par an.</summary>
    public static readonly RuleKey<int> PoliceCitizenReserveWithin = RuleType.Count("crediting.volunteering.police-citizen-reserve.within");
    /// <summary>Réserve citoyenne de réinsertion : heures dans l’année.</summary>
    public static readonly RuleKey<int> ReintegrationReserve = RuleType.Count("crediting.volunteering.reintegration-reserve");
    /// <summary>Réserve civique : heures dans l’année.</summary>
    public static readonly RuleKey<int> CivicReserve = RuleType.Count("crediting.volunteering.civic-reserve");
    /// <summary>Réserve civique : heures dans un même organisme.</summary>
    public static readonly RuleKey<int> CivicReserveWithin = RuleType.Count("crediting.volunteering.civic-reserve.within");
}
