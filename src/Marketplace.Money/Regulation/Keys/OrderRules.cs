namespace Marketplace.Money.Regulation.Keys;

/// <summary>The order in which money is used, R6333-3.</summary>
public static class OrderRules
{
    /// <summary>Ordre d’utilisation des ressources.</summary>
    public static readonly RuleKey<IReadOnlyList<string>> Sources = RuleType.Order("order.sources", RuleWords.Sources);
    /// <summary>La participation forfaitaire passe avant toute autre ressource.</summary>
    public static readonly RuleKey<bool> ParticipationFirst = RuleType.Flag("order.participation-first");
    /// <summary>Un abondement ne sert que si droits et dotations ne suffisent pas.</summary>
    public static readonly RuleKey<bool> TopUpOnlyIfShort = RuleType.Flag("order.top-up-only-if-short");
}
