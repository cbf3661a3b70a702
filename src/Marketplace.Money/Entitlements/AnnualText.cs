using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Entitlements;

/// <summary>Yearly credits in plain French: how the amount follows from the year's work, the cap, and earlier computations.</summary>
internal static class AnnualText
{
    /// <summary>Amount and cap of a category of <see cref="AssessedYear"/>.</summary>
    public static (RuleKey<long> Amount, RuleKey<long> Cap) RulesOf(string category) => category switch
    {
        "low-qualified" => (CreditingRules.LowQualifiedAnnual, CreditingRules.LowQualifiedCap),
        "esat" => (CreditingRules.EsatAnnual, CreditingRules.EsatCap),
        "self-employed" => (CreditingRules.SelfEmployedAnnual, CreditingRules.SelfEmployedCap),
        _ => (CreditingRules.Annual, CreditingRules.Cap),
    };

    public static HistoryText Base(HistoryLine line, RulesInForce rules, int year, string category)
    {
        var (rule, _) = RulesOf(category);
        var due = line.Assessed?.BaseDue ?? line.Amount;
        return HistoryText.Text(rules, rule, $"Droits de l’année {year}",
            Work(year, category, due, rules.Get(rule)) + Rest(line, line.Assessed?.BaseCap, line.Assessed?.BaseCredited, due));
    }

    public static HistoryText Supplement(HistoryLine line, RulesInForce rules, int year) =>
        HistoryText.Text(rules, CreditingRules.DisabledSupplement, $"Majoration de l’année {year}",
            $"Bénéficiaire de l’obligation d’emploi, vous recevez une majoration de {EuroText.Of(rules.Get(CreditingRules.DisabledSupplement))} par an."
            + (line.Assessed is { Revision: 1 } assessed && line.Amount < assessed.SupplementDue
                ? $" Le plafond de {EuroText.Of(assessed.SupplementCap)} ne laissait place qu’à {EuroText.Of(line.Amount)}." : ""));

    public static HistoryText Hours(HistoryLine line, RulesInForce rules, int year) =>
        HistoryText.Text(rules, CreditingRules.PublicAgentHours, $"Heures d’agent public de l’année {year}",
            $"Agent public en {year}, vous recevez des heures de formation selon votre temps de travail."
            + (line.Assessed is { Revision: 1 } assessed && line.Amount < assessed.HoursDue
                ? $" Le plafond de {AmountText.Hours(assessed.HoursCap)} ne laissait place qu’à {AmountText.Hours(line.Amount)}." : ""));

    public static HistoryText Correction(HistoryLine line, RulesInForce rules, int year) =>
        HistoryText.Text(rules, line.InHours ? CreditingRules.PublicAgentHours : CreditingRules.Annual, $"Correction de l’année {year}",
            $"Une déclaration de votre activité en {year} a été corrigée : {AmountText.Of(line.Amount, line.InHours)} avaient été crédités en trop et sont repris.");

    /// <summary>What of a year's work gives the amount due.</summary>
    internal static string Work(int year, string category, long due, long annual) => category switch
    {
        "esat" => $"Accueilli en établissement ou service d’accompagnement par le travail en {year}, vous recevez {EuroText.Of(annual)}.",
        "self-employed" when due >= annual => $"Travailleur indépendant toute l’année {year}, vous recevez {EuroText.Of(annual)}.",
        "self-employed" => $"Travailleur indépendant une partie de l’année {year}, vous recevez {EuroText.Of(due)} : la part de {EuroText.Of(annual)} qui correspond, arrondie au centime supérieur.",
        "low-qualified" when due >= annual =>
        $"Salarié à mi-temps au moins en {year}, sans diplôme de niveau 3 (CAP ou BEP), vous recevez {EuroText.Of(annual)}.",
        _ when due >= annual => $"Salarié à mi-temps au moins en {year}, vous recevez {EuroText.Of(annual)}.",
        _ => $"Salarié moins d’un mi-temps en {year}, vous recevez {EuroText.Of(due)} : la part de {EuroText.Of(annual)} qui correspond à votre durée de travail, arrondie au centime supérieur.",
    };

    private static string Rest(HistoryLine line, long? cap, long? credited, long due)
    {
        if (line.Assessed is not { } assessed || line.Amount == due)
            return "";
        if (assessed.Revision > 1)
            return $" Une déclaration reçue ou corrigée depuis porte le total de l’année à {EuroText.Of(credited!.Value)} : ce versement est la différence.";
        return $" Le plafond de {EuroText.Of(cap!.Value)} ne laissait place qu’à {EuroText.Of(line.Amount)}.";
    }
}
