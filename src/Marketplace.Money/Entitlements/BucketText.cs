using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Entitlements;

/// <summary>« D'où vient ce montant ? » of a bucket: its source, its sums and its conditions, each with its article.</summary>
public static class BucketText
{
    /// <summary>Of a bucket as it stands.</summary>
    public static string Label(BucketState state) => state.IsCredit ? "Avoir" : Label(state.Terms.Kind, state.Terms.Code);

    public static string Label(string kind, string code) => kind switch
    {
        AccountKinds.Annual => "Droits acquis par le travail",
        AccountKinds.PublicHours => "Heures d’agent public",
        AccountKinds.Volunteering => "Compte d’engagement citoyen",
        AccountKinds.Learner => "Paiement par carte",
        _ => FundingWords.Names.TryGetValue(code, out var name) ? Capital(WithoutArticle(name)) : kind == AccountKinds.Dotation
        ? "Dotation" : "Abondement",
    };

    /// <summary>The rule that money of this kind comes from.</summary>
    internal static RuleKey Rule(string kind, string code) => (kind, code) switch
    {
        (AccountKinds.Annual, _) => CreditingRules.Annual,
        (AccountKinds.PublicHours, _) => CreditingRules.PublicAgentHours,
        (AccountKinds.Volunteering, _) => CreditingRules.VolunteeringAnnual,
        (AccountKinds.Learner, _) => PaymentRules.LateCancellationRefund,
        (_, "employer-penalty") => DotationRules.InterviewPenalty,
        (_, "performance-agreement-dismissal") => DotationRules.DismissalMinimum,
        (_, "whistleblower") => DotationRules.WhistleblowerCap,
        (_, "c2p") => CreditingRules.PreventionPointValue,
        (AccountKinds.Dotation, _) => DotationRules.NeedsCash,
        _ => OrderRules.TopUpOnlyIfShort,
    };

    /// <param name="rules">Today's.</param>
    public static IReadOnlyList<FundingExplanation> Explain(BucketState state, HolderEntitlements entitlements, RulesInForce rules)
    {
        var texts = new List<FundingExplanation>();
        Add(Rule(state.Terms.Kind, state.Terms.Code), Origin(state, rules));
        if (state.Terms.Kind == AccountKinds.Annual)
            ExplainAnnual(entitlements, rules, Add);
        Add(OrderRules.Sources, Sums(state));
        if (state.Terms.Kind == AccountKinds.Annual && entitlements.Owed > 0)
            Add(RecoveryRules.FromRights, $"{EuroText.Of(entitlements.Owed)} devaient être repris et étaient déjà utilisés : ils seront retenus sur vos prochains droits.");
        if (state.Terms.Kind == AccountKinds.PublicHours)
            Add(CreditingRules.PublicAgentHourValue,
                $"Une heure vaut {EuroText.Of(rules.Get(CreditingRules.PublicAgentHourValue))} quand elle est convertie en euros.");
        if (state.Terms.Earmark is { } earmark)
            Add(DotationRules.Earmarks, $"Le financeur réserve cette somme à certaines certifications : {string.Join(", ", earmark)}.");
        if (state.Terms.UsableUntil is not null)
            Add(DotationRules.Earmarks, state.Terms.RefundRest
                ? "Le financeur a fixé une date limite ; ce qui n’est pas utilisé lui est rendu."
                : "Le financeur a fixé une date limite.");
        else if (state.Terms.Kind == AccountKinds.Annual)
            Add(CreditingRules.EndsAtRetirement, "Ces droits restent à vous si vous changez d’emploi ou le perdez. Ils n’ont pas de date limite ; à la retraite, ils ne sont plus utilisables.");
        return texts;

        void Add(RuleKey rule, string text) => texts.Add(new FundingExplanation(rule.Name, rules.Entry(rule).References[0], text));
    }

    private static void ExplainAnnual(HolderEntitlements entitlements, RulesInForce rules, Action<RuleKey, string> add)
    {
        foreach (var year in entitlements.Years.Where(year => year.Credit.Base.Due > 0).Take(1))
        {
            var (amount, cap) = AnnualText.RulesOf(year.Category);
            add(amount, $"Dernière année comptée : {year.Year}. {AnnualText.Work(year.Year, year.Category, year.Credit.Base.Due, Math.Max(rules.Get(amount), year.Credit.Base.Due))}");
            add(cap, $"Les droits de l’année s’ajoutent tant que vos droits acquis ne dépassent pas {EuroText.Of(year.Credit.Base.Cap)}.");
        }
    }

    private static string Origin(BucketState state, RulesInForce rules) => (state.Terms.Kind, state.Terms.Code) switch
    {
        (AccountKinds.Annual, _) => "Chaque année de travail crédite votre compte au premier semestre de l’année suivante, d’après les déclarations de vos employeurs.",
        (AccountKinds.PublicHours, _) => "Agent public, vous avez des droits en heures, crédités chaque année.",
        (AccountKinds.Volunteering, _) => $"Une activité bénévole ou volontaire reconnue crédite {EuroText.Of(rules.Get(CreditingRules.VolunteeringAnnual))}, jusqu’à {EuroText.Of(rules.Get(CreditingRules.VolunteeringCap))} en tout.",
        (AccountKinds.Learner, _) => "Vous avez payé cette somme par carte pour une inscription qui n’a pas eu lieu. Elle reste à vous : elle paie votre part d’une autre formation, avant votre carte.",
        (_, "employer-penalty") => "Votre employeur n’a pas tenu les entretiens prévus par la loi : il vous doit cette somme.",
        (_, "performance-agreement-dismissal") =>
        "Licencié après avoir refusé un accord de performance collective, vous recevez cette somme de votre ancien employeur.",
        (_, "whistleblower") => "Le conseil de prud’hommes a demandé cette somme à votre employeur, car vous avez lancé une alerte.",
        (_, "c2p") => $"Vos points de prévention sont convertis, à raison de {EuroText.Of(rules.Get(CreditingRules.PreventionPointValue))} par point.",
        (AccountKinds.Dotation, _) => "Un financeur a versé cette somme pour vous. Elle est utilisable car l’argent est arrivé.",
        _ => "Un financeur complète vos droits. Cette somme sert quand vos droits ne suffisent pas à payer la formation.",
    };

    private static string Sums(BucketState state)
    {
        var hours = state.Terms.Kind == AccountKinds.PublicHours;
        var text = $"En tout, {Amount(state.Credited)} reçus";
        if (state.TakenBack > 0)
            text += $", moins {Amount(state.TakenBack)} repris ou convertis";
        if (state.Spent > 0)
            text += $", moins {Amount(state.Spent)} payés pour des formations";
        if (state.Bucket.Reserved > 0)
            text += $", moins {Amount(state.Bucket.Reserved)} engagés pour des inscriptions";
        return $"{text} : il reste {Amount(state.Bucket.Available)}.";

        string Amount(long amount) => AmountText.Of(amount, hours);
    }

    private static string WithoutArticle(string name) => name.StartsWith("l’", StringComparison.Ordinal)
        ? name[2..] : name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
