namespace Marketplace.Money.Regulation.Keys;

/// <summary>Recovery of what was paid without being due, R6333-7-1 and following.</summary>
public static class RecoveryRules
{
    /// <summary>Indu d’un organisme : délai avant la contrainte.</summary>
    public static readonly RuleKey<Delay> Claim = RuleType.Delay("recovery.claim");
    /// <summary>Opposition à la contrainte.</summary>
    public static readonly RuleKey<Delay> Opposition = RuleType.Delay("recovery.opposition");
    /// <summary>Pas de recouvrement forcé sous cette part du plafond mensuel de la sécurité sociale.</summary>
    public static readonly RuleKey<decimal> ThresholdShare = RuleType.Percentage("recovery.threshold-share");
    /// <summary>Plafond mensuel de la sécurité sociale.</summary>
    public static readonly RuleKey<long> SocialSecurityCeiling = RuleType.Amount("recovery.social-security-ceiling");
    /// <summary>Partage d’un recouvrement entre financeurs.</summary>
    public static readonly RuleKey<string> Sharing = RuleType.Choice("recovery.sharing", ["pro-rata-france-competences-first"]);
    /// <summary>Un indu du titulaire se retient sur ses droits, présents ou futurs.</summary>
    public static readonly RuleKey<bool> FromRights = RuleType.Flag("recovery.from-rights");
}
