using System.Collections.Frozen;
using System.Reflection;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Regulation;

/// <summary>The list of all rules that this program knows.</summary>
public static class RuleKeys
{
    private static readonly Type[] Homes =
    [
        typeof(CreditingRules), typeof(VolunteeringRules), typeof(DotationRules), typeof(ParticipationRules), typeof(CapRules),
            typeof(EligibilityRules),
        typeof(OrderRules), typeof(BookingRules), typeof(PaymentRules), typeof(RecoveryRules),
        typeof(ReferencingRules),
    ];

    public static readonly IReadOnlyList<RuleKey> All = Number(Homes
        .SelectMany(home => home.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => field.GetValue(null))
            .OfType<RuleKey>());

    internal static readonly FrozenDictionary<string, RuleKey> ByName = All.ToFrozenDictionary(key => key.Name);

    private static List<RuleKey> Number(IEnumerable<RuleKey> keys)
    {
        var list = keys.ToList();
        for (var i = 0; i < list.Count; i++)
            list[i].Index = i;
        return list;
    }
}
