namespace Marketplace.Money.Regulation.Keys;

/// <summary>Providers that may be found and booked, L6323-9-1 and R6333-5 to R6333-6-1.</summary>
public static class ReferencingRules
{
    /// <summary>Candidature d’un organisme : complétude vérifiée.</summary>
    public static readonly RuleKey<Delay> Completeness = RuleType.Delay("referencing.completeness");
    /// <summary>Candidature d’un organisme : décision.</summary>
    public static readonly RuleKey<Delay> Decision = RuleType.Delay("referencing.decision");
    /// <summary>Suspension conservatoire d’un organisme : durée au plus.</summary>
    public static readonly RuleKey<Delay> Suspension = RuleType.Delay("referencing.suspension");
    /// <summary>Déréférencement temporaire d’un organisme : durée au plus.</summary>
    public static readonly RuleKey<Delay> Delisting = RuleType.Delay("referencing.delisting");
    /// <summary>Sanction qui permet de refuser une candidature : ancienneté au plus.</summary>
    public static readonly RuleKey<Delay> RecentSanction = RuleType.Delay("referencing.recent-sanction");
}
